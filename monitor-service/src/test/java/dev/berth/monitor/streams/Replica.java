package dev.berth.monitor.streams;

import dev.berth.monitor.Folding;
import dev.berth.monitor.Ledger;
import dev.berth.monitor.LedgerPolicy;
import dev.berth.monitor.fixtures.Heard;
import dev.berth.monitor.fixtures.Replicas;
import dev.berth.monitor.watch.Watched;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** A replica's stream in this JVM, with state of its own. */
final class Replica implements AutoCloseable {

  static final LedgerPolicy POLICY =
      new LedgerPolicy(
          Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofDays(7));

  final Heard heard = new Heard();
  final Watched watched = new Watched();
  final StreamsRun run;
  private final Thread thread;

  Replica(String bootstrapServers, String instance, Path state) {
    run =
        new StreamsRun(
            Replicas.settings(bootstrapServers, instance, state),
            () ->
                LedgerTopology.of(
                    Folding.by(new Ledger(POLICY)),
                    heard,
                    new TimerSettings(Duration.ofMillis(50), 1_000, Duration.ofMillis(20)),
                    watched),
            heard,
            Clock.systemUTC());
    thread = Thread.ofPlatform().name("replica-" + instance).start(run);
  }

  @Override
  public void close() {
    run.close();
    try {
      var _ = thread.join(Duration.ofSeconds(60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
