package dev.berth.monitor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Brokers;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.EventType;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.Topic;
import dev.berth.local.broker.BrokerPlace;
import dev.berth.local.broker.KraftBroker;
import dev.berth.local.broker.TopicSetup;
import dev.berth.monitor.fixtures.JobFacts;
import dev.berth.monitor.fixtures.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JobEventsIT {

  private static final TargetId TARGET = new TargetId("pool-a");

  @TempDir Path folder;

  @Test
  void looksForThemFromAnHourBeforeTheJobWasHeardOf() throws Exception {
    JobFacts job = JobFacts.of("job", "true");
    Instant since = Instant.now();
    try (KraftBroker broker = KraftBroker.start(BrokerPlace.onFreePorts(folder.resolve("broker")));
        Topics topics = new Topics(broker.bootstrapServers())) {
      TopicSetup.apply(broker.bootstrapServers());
      write(topics, job.requested(), since.minus(Duration.ofDays(3)));
      write(topics, job.requested(), since.minus(Duration.ofMinutes(50)));
      write(topics, job.placed(1, TARGET), since);

      try (JobEvents events = new JobEvents(settings(broker), 100)) {
        assertThat(told(events, job, since))
            .as("one that was written by a slow clock, and none of an earlier life")
            .containsExactly(EventType.JOB_REQUESTED, EventType.JOB_PLACED);
        assertThat(told(events, job, since.minus(Duration.ofDays(3)))).hasSize(3);
      }
    }
  }

  private static List<EventType> told(JobEvents events, JobFacts job, Instant since)
      throws IOException {
    List<EventType> told = new ArrayList<>();
    events.tell(
        job.job(),
        since,
        Position.BEGINNING,
        false,
        new JobEvents.Listener() {
          @Override
          public void event(Position after, Topic topic, Envelope<?> event) {
            told.add(EventType.of(event.event()));
          }

          @Override
          public void idle(Position after) {}
        });
    return told;
  }

  private static void write(Topics topics, Envelope<?> event, Instant at) throws Exception {
    ProducerRecord<String, byte[]> record = EventCodec.encode(event);
    topics.send(
        new ProducerRecord<>(
            record.topic(),
            Topic.partitionOf(new dev.berth.contracts.JobId(record.key())),
            at.toEpochMilli(),
            record.key().getBytes(StandardCharsets.UTF_8),
            record.value(),
            record.headers()));
  }

  private static KafkaSettings settings(KraftBroker broker) {
    return new KafkaSettings(
        Brokers.at(broker.bootstrapServers()),
        "test",
        Duration.ofSeconds(5),
        1 << 20,
        Duration.ofMillis(50),
        Duration.ofMillis(100));
  }
}
