package dev.berth.monitor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.DeadLetters;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.Topic;
import dev.berth.local.broker.BrokerPlace;
import dev.berth.local.broker.KraftBroker;
import dev.berth.local.broker.TopicSetup;
import dev.berth.monitor.JobPhase;
import dev.berth.monitor.JobState;
import dev.berth.monitor.fixtures.JobFacts;
import dev.berth.monitor.fixtures.Topics;
import dev.berth.monitor.watch.Watched;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class StreamsRunIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final TargetId TARGET = new TargetId("pool-a");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // started before each test
  private KraftBroker broker;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private Topics topics;

  @BeforeEach
  void start() {
    broker = KraftBroker.start(BrokerPlace.onFreePorts(folder.resolve("broker")));
    topics = new Topics(broker.bootstrapServers());
  }

  @AfterEach
  void stop() {
    topics.close();
    broker.close();
  }

  @Test
  void waitsForItsTopicsAndSaysWhichAreMissing() throws Exception {
    try (Replica replica = replica("one")) {
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(replica.heard.state())
                  .startsWith("waiting for topics berth.requests, berth.decisions"));
      TopicSetup.apply(broker.bootstrapServers());

      await().atMost(SOON).until(replica.heard::isRunning);
    }
  }

  @Test
  void reschedulesALostAttemptOnceAndCarriesOnAfterARestartWithItsState() throws Exception {
    TopicSetup.apply(broker.bootstrapServers());
    JobFacts job = JobFacts.of("digits", "train").at(Instant.now());
    try (Replica replica = replica("one")) {
      topics.tell(job.requested(), job.placed(1, TARGET), job.submitted(1, TARGET, "pid-1"));
      await().atMost(SOON).until(() -> replica.heard.jobs(JobPhase.PENDING) == 1);
      Instant seen = Instant.now();
      topics.tell(job.observed(1, TARGET, new Observation.Gone("killed"), seen));
      topics.tell(job.observed(1, TARGET, new Observation.Gone("killed"), seen));
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(topics.events(Topic.HEALTH, AttemptEnded.class)).hasSize(1));
    }

    try (Replica replica = replica("one")) {
      topics.tell(job.released(1, TARGET));
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(topics.events(Topic.REQUESTS, JobRescheduleRequested.class))
                  .singleElement()
                  .satisfies(again -> assertThat(again.ended()).isEqualTo(job.attempt(1))));
      topics.tell(job.placed(2, TARGET), job.submitted(2, TARGET, "pid-2"));
      topics.tell(job.released(1, TARGET));
      topics.tell(job.observed(2, TARGET, new Observation.Succeeded(Instant.now()), Instant.now()));
      // A release that nobody's end has caused may be read before the observation.
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(topics.events(Topic.HEALTH, AttemptEnded.class)).hasSize(2));
      topics.tell(job.released(2, TARGET));

      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(topics.events(Topic.HEALTH, JobSucceeded.class)).hasSize(1));
      assertThat(topics.events(Topic.REQUESTS, JobRescheduleRequested.class)).hasSize(1);
      assertThat(topics.events(Topic.HEALTH, AttemptEnded.class)).hasSize(2);
      assertThat(replica.heard.troubles()).isEmpty();
    }
  }

  @Test
  void aReplicaWithoutItsFilesReadsItsStateFromKafkaAndFiresTheTimersInIt() throws Exception {
    TopicSetup.apply(broker.bootstrapServers());
    JobFacts job = JobFacts.of("digits", "train").at(Instant.now());
    try (Replica replica = replica("one")) {
      topics.tell(job.requested(), job.placed(1, TARGET), job.submitted(1, TARGET, "pid-1"));
      topics.tell(job.observed(1, TARGET, new Observation.Gone("killed"), Instant.now()));
      await().atMost(SOON).until(() -> replica.heard.jobs(JobPhase.RELEASING) == 1);
    }
    topics.tell(job.released(1, TARGET));

    try (Replica replica =
        new Replica(
            broker.bootstrapServers(), "one", Files.createDirectory(folder.resolve("empty")))) {
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(topics.events(Topic.REQUESTS, JobRescheduleRequested.class)).hasSize(1));
      assertThat(replica.heard.jobs(JobPhase.REQUESTED)).isOne();
    }
  }

  @Test
  void replicasShareJobsAndTargetsOutAndOneTakesOverWhatTheOtherHad() throws Exception {
    TopicSetup.apply(broker.bootstrapServers());
    List<JobFacts> jobs =
        IntStream.range(0, 30)
            .mapToObj(i -> JobFacts.of("job-" + i, "train").at(Instant.now()))
            .toList();
    try (Replica one = replica("one")) {
      for (JobFacts job : jobs) {
        topics.tell(job.requested(), job.placed(1, TARGET), job.submitted(1, TARGET, "pid"));
      }
      await().atMost(SOON).until(() -> one.heard.jobs(JobPhase.PENDING) == 30);
      await().atMost(SOON).until(() -> one.watched.partitions().size() == Watched.PARTITIONS);

      try (Replica other = replica("other")) {
        await()
            .atMost(Duration.ofSeconds(90))
            .untilAsserted(() -> {
              assertThat(other.heard.partitions()).isBetween(1, 5);
              assertThat(one.heard.jobs(JobPhase.PENDING))
                  .isEqualTo(30 - other.heard.jobs(JobPhase.PENDING));
              TreeSet<Integer> both = new TreeSet<>(one.watched.partitions());
              both.addAll(other.watched.partitions());
              assertThat(both).hasSize(Watched.PARTITIONS);
              assertThat(one.watched.partitions().size() + other.watched.partitions().size())
                  .isEqualTo(Watched.PARTITIONS);
            });
        Instant seen = Instant.now();
        for (JobFacts job : jobs) {
          topics.tell(job.observed(1, TARGET, new Observation.Gone("killed"), seen));
        }
        await()
            .atMost(SOON)
            .untilAsserted(
                () -> assertThat(topics.events(Topic.HEALTH, AttemptEnded.class)).hasSize(30));
      }
      for (JobFacts job : jobs) {
        topics.tell(job.released(1, TARGET));
      }
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(
                      topics.events(Topic.REQUESTS, JobRescheduleRequested.class).stream()
                          .map(again -> again.ended().job())
                          .toList())
                  .hasSize(30)
                  .doesNotHaveDuplicates());
    }
  }

  @Test
  void aPoisonRecordIsADeadLetterAndTheJobBehindItIsTaken() throws Exception {
    TopicSetup.apply(broker.bootstrapServers());
    JobFacts job = JobFacts.of("digits", "train").at(Instant.now());
    byte[] poison = {0, 1, 2, (byte) 0xff};
    try (Replica replica = replica("one")) {
      int partition = Topic.partitionOf(job.job());
      topics.send(
          new ProducerRecord<>(Topic.HEALTH.wireName(), partition, bytes("digits"), poison));
      topics.tell(job.requested());

      await().atMost(SOON).until(() -> replica.heard.jobs(JobPhase.REQUESTED) == 1);
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(topics.records(Topic.DEAD_LETTERS)).hasSize(1));
      ConsumerRecord<byte[], byte[]> letter = topics.records(Topic.DEAD_LETTERS).getFirst();
      assertThat(letter.key()).isEqualTo(bytes("digits"));
      assertThat(letter.value()).isEqualTo(poison);
      assertThat(letter.headers().lastHeader(DeadLetters.PARTITION).value())
          .isEqualTo(bytes(Integer.toString(partition)));
    }
  }

  @Test
  void answersForItsJobsAndSaysThatItKnowsNoOthers() throws Exception {
    TopicSetup.apply(broker.bootstrapServers());
    JobFacts job = JobFacts.of("digits", "train").at(Instant.now());
    try (Replica replica = replica("one")) {
      LedgerViews views = new LedgerViews(replica.run, "127.0.0.1:1");
      topics.tell(job.requested());

      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(views.job(job.job()))
                  .isInstanceOfSatisfying(
                      Answer.Here.class,
                      here ->
                          assertThat((Optional<?>) here.value())
                              .hasValueSatisfying(state ->
                                  assertThat(((JobState) state).spec()).isEqualTo(job.spec()))));
      assertThat(views.job(new JobId("nobody"))).isEqualTo(new Answer.Here<>(Optional.empty()));
      assertThat(views.others()).isEqualTo(new Answer.Here<>(java.util.Set.of()));
    }
  }

  private Replica replica(String instance) {
    return new Replica(broker.bootstrapServers(), instance, folder.resolve("state-" + instance));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
