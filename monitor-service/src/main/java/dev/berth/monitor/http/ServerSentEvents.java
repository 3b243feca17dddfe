package dev.berth.monitor.http;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.Json;
import dev.berth.contracts.Topic;
import dev.berth.monitor.kafka.JobEvents;
import dev.berth.monitor.kafka.Position;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes events as the HTML standard's event streams have them. Each carries the position to go on
 * from as its id; so does a heartbeat, which is no event. Writing blocks while the other side does
 * not read, so that nothing piles up here.
 */
final class ServerSentEvents implements JobEvents.Listener {

  private final OutputStream out;
  private final Duration heartbeat;
  private final Clock clock;
  private Instant written;

  ServerSentEvents(OutputStream out, Duration heartbeat, Clock clock) {
    this.out = out;
    this.heartbeat = heartbeat;
    this.clock = clock;
    this.written = clock.instant();
  }

  @Override
  public void event(Position after, Topic topic, Envelope<?> event) throws IOException {
    EventView view = EventView.of(topic, event);
    write(
        "id: %s\nevent: %s\ndata: %s\n\n"
            .formatted(after, view.type(), Json.mapper().writeValueAsString(view)));
  }

  @Override
  public void idle(Position after) throws IOException {
    if (!clock.instant().isBefore(written.plus(heartbeat))) {
      write(": heartbeat\nid: %s\n\n".formatted(after));
    }
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
    written = clock.instant();
  }
}
