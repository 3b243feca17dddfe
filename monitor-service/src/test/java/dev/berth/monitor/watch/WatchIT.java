package dev.berth.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.Ending;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.Observation;
import dev.berth.contracts.ScalingRecommended;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.contracts.Topic;
import dev.berth.local.broker.BrokerPlace;
import dev.berth.local.broker.KraftBroker;
import dev.berth.local.broker.TopicSetup;
import dev.berth.monitor.fixtures.JobFacts;
import dev.berth.monitor.fixtures.Monitor;
import dev.berth.monitor.fixtures.Pools;
import dev.berth.monitor.fixtures.Topics;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes in real pools; the test is pipeline, advisor and provisioner. */
@Timeout(240)
class WatchIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final TargetId POOL = new TargetId("pool-a");

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init") // started before each test
  private KraftBroker broker;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private Topics topics;

  @SuppressWarnings("NullAway.Init") // opened before each test
  private Pools pools;

  @BeforeEach
  void start() throws Exception {
    broker = KraftBroker.start(BrokerPlace.onFreePorts(folder.resolve("broker")));
    TopicSetup.apply(broker.bootstrapServers());
    topics = new Topics(broker.bootstrapServers());
    pools = new Pools(folder, POOL);
  }

  @AfterEach
  void stop() throws Exception {
    pools.close();
    topics.close();
    broker.close();
  }

  @Test
  void aKilledProcessIsProvenLostAndAnotherAttemptIsAskedForOnceItIsReleased() throws Exception {
    try (Monitor monitor = new Monitor(broker.bootstrapServers(), pools.fleet(), folder)) {
      JobFacts job = submitted("digits");
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(seen()).hasAtLeastOneElementOfType(Observation.Running.class));

      pools.kill(job.attempt(1));

      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(topics.events(Topic.HEALTH, AttemptEnded.class))
                  .singleElement()
                  .satisfies(ended -> {
                    assertThat(ended.ending()).isInstanceOf(Ending.Lost.class);
                    assertThat(ended.ran()).isTrue();
                  }));
      assertThat(topics.events(Topic.REQUESTS, JobRescheduleRequested.class)).isEmpty();
      pools.release(job.attempt(1));
      topics.tell(job.released(1, POOL));

      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(topics.events(Topic.REQUESTS, JobRescheduleRequested.class)).hasSize(1));
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(topics.events(Topic.TARGETS, TargetObserved.class))
                  .anySatisfy(one -> assertThat(one.recentInfrastructureFailures()).isEqualTo(1)));
      assertThat(monitor.failures()).isEmpty();
    }
  }

  @Test
  void aPoolThatIsAwayMakesItsAttemptsUnreachableAndNeverFailedAndTheyAreAdoptedAgain()
      throws Exception {
    try (Monitor monitor = new Monitor(broker.bootstrapServers(), pools.fleet(), folder)) {
      JobFacts job = submitted("digits");
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(seen()).hasAtLeastOneElementOfType(Observation.Running.class));

      Path away = pools.moveAway();
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(seen().getLast()).isInstanceOf(Observation.Unreachable.class);
            assertThat(reading().reachable()).isFalse();
          });
      Instant since = reading().observedAt();
      // Longer than absence would need to prove a loss.
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(reading().observedAt())
                  .isAfter(since.plus(Monitor.POLICY.proofAfter().multipliedBy(2))));
      assertThat(seen().stream().filter(Observation.Unreachable.class::isInstance)).hasSize(1);
      pools.moveBack(away);

      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(seen().getLast()).isInstanceOf(Observation.Running.class);
            assertThat(reading().reachable()).isTrue();
          });
      assertThat(topics.events(Topic.HEALTH, AttemptEnded.class)).isEmpty();
      assertThat(monitor.failures()).isEmpty();
      assertThat(pools.isThere(job.attempt(1))).isTrue();
    }
  }

  @Test
  void whatATargetTookAndDoesNotListIsLostAfterASecondLook() throws Exception {
    try (Monitor monitor = new Monitor(broker.bootstrapServers(), pools.fleet(), folder)) {
      JobFacts job = JobFacts.of("phantom", "true").at(Instant.now());
      topics.tell(job.requested(), job.placed(1, POOL), job.submitted(1, POOL, "pid-0"));

      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(topics.events(Topic.HEALTH, AttemptEnded.class))
                  .singleElement()
                  .satisfies(ended -> assertThat(ended.ending()).isInstanceOf(Ending.Lost.class)));
      List<AttemptObserved> absences = topics.events(Topic.HEALTH, AttemptObserved.class);
      assertThat(absences)
          .hasSizeGreaterThan(1)
          .allSatisfy(one -> assertThat(one.observation()).isInstanceOf(Observation.Absent.class));
      assertThat(
              Duration.between(absences.getFirst().observedAt(), absences.getLast().observedAt()))
          .isGreaterThanOrEqualTo(Monitor.POLICY.proofAfter());
      assertThat(monitor.failures()).isEmpty();
    }
  }

  @Test
  void whatNothingAccountsForIsEndedAfterAGrace() throws Exception {
    try (Monitor monitor = new Monitor(broker.bootstrapServers(), pools.fleet(), folder)) {
      JobFacts orphan = JobFacts.of("orphan", "exec sleep 600");
      pools.submit(new Submission(orphan.attempt(1), orphan.spec(), false, null));

      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(topics.events(Topic.HEALTH, AttemptEnded.class))
                  .singleElement()
                  .satisfies(
                      ended -> assertThat(ended.ending()).isInstanceOf(Ending.Cancelled.class)));
      assertThat(monitor.failures()).isEmpty();
    }
  }

  @Test
  void tellsAutoscalersWhatTheAttemptsWantAndWhenTheyWantNothing() throws Exception {
    try (Monitor monitor = new Monitor(broker.bootstrapServers(), pools.fleet(), folder)) {
      JobFacts job = submitted("digits");
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(topics.events(Topic.SCALING, ScalingRecommended.class))
                  .last()
                  .satisfies(one -> assertThat(one.workersRunning()).isEqualTo(1)));

      pools.kill(job.attempt(1));

      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(topics.events(Topic.SCALING, ScalingRecommended.class))
                  .last()
                  .satisfies(one -> assertThat(one.workersWanted()).isZero()));
      assertThat(monitor.failures()).isEmpty();
    }
  }

  @Test
  void aTargetThatHangsHoldsUpNobodyAndIsUnreachableAsIsOneThatCannotBeOpened() throws Exception {
    Files.writeString(
        pools.fleet(),
        """
          - id: stuck
            model: virtual-machines
            driver: {kind: stuck}
            nodes: [{name: slot, cpus: 1, memoryMiB: 1024, maximum: 4}]
          - id: odd
            model: virtual-machines
            driver: {kind: no-such-driver}
            nodes: [{name: slot, cpus: 1, memoryMiB: 1024, maximum: 4}]
        """,
        java.nio.file.StandardOpenOption.APPEND);
    try (Monitor monitor = new Monitor(broker.bootstrapServers(), pools.fleet(), folder)) {
      submitted("digits");

      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(seen()).hasAtLeastOneElementOfType(Observation.Running.class);
            assertThat(topics.events(Topic.TARGETS, TargetObserved.class))
                .anySatisfy(one -> {
                  assertThat(one.target()).isEqualTo(new TargetId("odd"));
                  assertThat(one.reachable()).isFalse();
                  assertThat(one.problem()).contains("no-such-driver");
                })
                .anySatisfy(one -> {
                  assertThat(one.target()).isEqualTo(new TargetId("stuck"));
                  assertThat(one.reachable()).isFalse();
                  assertThat(one.problem()).contains("no answer to find within PT10S");
                });
          });
      assertThat(monitor.isWatching(new TargetId("stuck"))).isTrue();
      assertThat(monitor.failures()).isEmpty();
    }
  }

  private JobFacts submitted(String id) throws Exception {
    JobFacts job = JobFacts.of(id, "exec sleep 600").at(Instant.now());
    topics.tell(job.requested(), job.placed(1, POOL));
    SubmitOutcome outcome = pools.submit(new Submission(job.attempt(1), job.spec(), false, null));
    topics.tell(job.submitted(1, POOL, ((SubmitOutcome.Submitted) outcome).nativeId()));
    return job;
  }

  private List<Observation> seen() {
    return topics.events(Topic.HEALTH, AttemptObserved.class).stream()
        .map(AttemptObserved::observation)
        .toList();
  }

  private TargetObserved reading() {
    return topics.events(Topic.TARGETS, TargetObserved.class).getLast();
  }
}
