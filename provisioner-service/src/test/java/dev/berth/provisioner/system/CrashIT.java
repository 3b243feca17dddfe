package dev.berth.provisioner.system;

import static dev.berth.provisioner.system.Events.ended;
import static dev.berth.provisioner.system.Events.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.JobId;
import dev.berth.contracts.Topic;
import dev.berth.local.broker.BrokerPlace;
import dev.berth.local.broker.KraftBroker;
import dev.berth.local.broker.TopicSetup;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service dies, the broker dies, and nothing is lost or done twice. */
@Timeout(240)
@SuppressWarnings("NullAway.Init") // set before each test
class CrashIT {

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path directory;

  private BrokerPlace place;
  private Pools pools;

  @BeforeEach
  void prepare() {
    place = BrokerPlace.onFreePorts(directory.resolve("broker"));
    pools = new Pools(directory);
    pools.write(List.of("pool-a", "pool-b"), 40);
    pools.make("pool-a");
  }

  @AfterEach
  void leaveNothing() {
    pools.clear();
  }

  @Test
  void killedBetweenTheTargetsAnswerAndItsNewsAdoptsWhatRuns() throws Exception {
    Path marks = Files.createFile(pools.mark("marks"));
    KraftBroker broker = broker();
    try (ServiceProcess service = service().awaitReady()) {
      try (FileChannel lock =
              FileChannel.open(
                  pools.folder("pool-a").resolve("lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var _ = lock.lock()) {
        try (Pipes pipes = new Pipes(broker.bootstrapServers())) {
          pipes.write(placed("cut-1", "pool-a", null, "echo x >> " + marks + "; exec sleep 600"));
        }
        await().atMost(SOON).until(() -> "answer".equals(waitsFor(service, "cut-1")));
        broker.close();
      }
      await().atMost(SOON).untilAsserted(() -> assertThat(marks).hasContent("x"));
      await()
          .atMost(SOON)
          .until(() -> service.course("cut-1").path("task").asText().equals("publish"));
      service.kill();
    }

    broker = KraftBroker.start(place);
    try (ServiceProcess service = service().awaitReady();
        Pipes pipes = new Pipes(broker.bootstrapServers())) {
      await().atMost(SOON).until(() -> !pipes.told("cut").isEmpty());
      assertThat(pipes.told("cut").getFirst().event())
          .isInstanceOfSatisfying(
              AttemptSubmitted.class, submitted -> assertThat(submitted.adopted()).isTrue());
      assertThat(marks).hasContent("x");
      pipes.write(ended("cut-1", "pool-a"));
      await()
          .atMost(SOON)
          .until(() ->
              pipes.told("cut").stream().anyMatch(told -> told.event() instanceof AttemptReleased));
      assertThat(pools.processesOf("cut-1")).isEmpty();
      assertThat(service.status("/q/health/ready")).isEqualTo(200);
    } finally {
      broker.close();
    }
  }

  @Test
  void whatWasUnfinishedAtACrashIsDoneAfterItAndWhatWasFinishedStays() {
    KraftBroker broker = broker();
    try (Pipes pipes = new Pipes(broker.bootstrapServers())) {
      try (ServiceProcess service = service().awaitReady()) {
        pipes.write(placed("away-1", "pool-b", null, "exec sleep 600"));
        await().atMost(SOON).until(() -> "retry".equals(waitsFor(service, "away-1")));
        for (int number = 0; number < 10; number++) {
          pipes.write(placed("done" + number + "-1", "pool-a", null, "exec sleep 600"));
        }
        for (int number = 0; number < 10; number++) {
          awaitTold(pipes, "done" + number);
        }
        service.kill();
      }
      pools.make("pool-b");

      try (ServiceProcess service = service().awaitReady()) {
        awaitTold(pipes, "away");
        await().atMost(SOON).until(() -> service.json("/lanes").path("total").asInt() == 0);
      }
      for (int number = 0; number < 10; number++) {
        String job = "done" + number;
        assertThat(pipes.told(job).stream().map(Envelope::id).distinct()).hasSize(1);
        assertThat(pools.processesOf(job + "-1").stream().filter(this::sleeps)).hasSize(1);
      }
    } finally {
      broker.close();
    }
  }

  @Test
  void startsWithoutABrokerSaysSoAndRecovers() {
    try (ServiceProcess service = service()) {
      await().atMost(SOON).until(() -> service.status("/q/health/live") == 200);
      assertThat(service.status("/q/health/ready")).isEqualTo(503);

      KraftBroker broker = KraftBroker.start(place);
      try (broker) {
        await()
            .atMost(SOON)
            .until(() -> service.text("/q/health/ready").contains("waiting for topics"));
        assertThat(service.status("/q/health/ready")).isEqualTo(503);
        TopicSetup.apply(broker.bootstrapServers());
        service.awaitReady();
        try (Pipes pipes = new Pipes(broker.bootstrapServers())) {
          pipes.write(placed("early-1", "pool-a", null, "exec sleep 600"));
          awaitTold(pipes, "early");
        }
      }
      await().atMost(SOON).until(() -> service.status("/q/health/ready") == 503);
      assertThat(service.status("/q/health/live")).isEqualTo(200);
    }
  }

  @Test
  void twoReplicasShareTheWorkAndOneTakesOverFromTheOther() {
    KraftBroker broker = broker();
    try (Pipes pipes = new Pipes(broker.bootstrapServers());
        ServiceProcess stays = service().awaitReady()) {
      try (ServiceProcess dies = service().awaitReady()) {
        for (int number = 0; number < 12; number++) {
          pipes.write(placed("shared" + number + "-1", "pool-a", null, "exec sleep 600"));
        }
        for (int number = 0; number < 12; number++) {
          awaitTold(pipes, "shared" + number);
        }
        dies.kill();
      }
      for (int number = 0; number < 12; number++) {
        pipes.write(ended("shared" + number + "-1", "pool-a"));
      }
      for (int number = 0; number < 12; number++) {
        String job = "shared" + number;
        await()
            .atMost(SOON)
            .until(() ->
                pipes.told(job).stream().anyMatch(told -> told.event() instanceof AttemptReleased));
        assertThat(pools.processesOf(job + "-1")).isEmpty();
      }
      assertThat(stays.status("/q/health/live")).isEqualTo(200);
    } finally {
      broker.close();
    }
  }

  @Test
  void aFullPartitionWaitsAndItsEndingsAreReadNevertheless() {
    List<String> jobs = jobsOfOnePartition(6);
    KraftBroker broker = broker();
    try (Pipes pipes = new Pipes(broker.bootstrapServers());
        ServiceProcess service =
            service(
                    Map.of(
                        "BERTH_PROVISIONER_UNFINISHED_PER_PARTITION", "3",
                        "BERTH_PROVISIONER_RECORDS_PER_POLL", "1"))
                .awaitReady()) {
      jobs.forEach(job -> pipes.write(placed(job + "-1", "pool-b", null, "exec sleep 600")));
      await()
          .atMost(SOON)
          .until(() ->
              Files.readString(directory.resolve("service.log"))
                  .contains("A partition holds as much unfinished work as it may and waits."));
      assertThat(service.json("/lanes").path("total").asInt()).isEqualTo(3);

      jobs.subList(0, 3).forEach(job -> pipes.write(ended(job + "-1", "pool-b")));
      await()
          .atMost(SOON)
          .until(() -> service.course(jobs.get(2) + "-1").path("task").asText().equals("release"));
      pools.make("pool-b");

      jobs.forEach(job -> awaitTold(pipes, job));
      await().atMost(SOON).until(() -> service.json("/lanes").path("total").asInt() == 0);
      jobs.subList(0, 3)
          .forEach(job ->
              assertThat(pipes.told(job).getLast().event()).isInstanceOf(AttemptReleased.class));
      jobs.subList(3, 6)
          .forEach(job ->
              assertThat(pipes.told(job).getLast().event()).isInstanceOf(AttemptSubmitted.class));
    } finally {
      broker.close();
    }
  }

  @Test
  void itsLogCarriesTheTraceOfTheJob() {
    KraftBroker broker = broker();
    try (Pipes pipes = new Pipes(broker.bootstrapServers());
        ServiceProcess _ = service().awaitReady()) {
      pipes.write(placed("traced-1", "pool-a", null, "exec sleep 600"));
      awaitTold(pipes, "traced");

      await()
          .atMost(SOON)
          .until(() ->
              Files.readString(directory.resolve("service.log"))
                  .lines()
                  .anyMatch(line ->
                      line.contains("Submitted. attempt=traced-1")
                          && line.endsWith("trace=" + Events.TRACE)));
    } finally {
      broker.close();
    }
  }

  private static List<String> jobsOfOnePartition(int count) {
    return IntStream.range(0, 1_000)
        .mapToObj(number -> "full-" + number)
        .filter(job -> Topic.partitionOf(new JobId(job)) == 0)
        .limit(count)
        .toList();
  }

  private boolean sleeps(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("sleep");
  }

  private static String waitsFor(ServiceProcess service, String attempt) {
    return service.course(attempt).path("waitsFor").asText();
  }

  private static void awaitTold(Pipes pipes, String job) {
    await().atMost(SOON).until(() -> !pipes.told(job).isEmpty());
  }

  private KraftBroker broker() {
    KraftBroker broker = KraftBroker.start(place);
    TopicSetup.apply(broker.bootstrapServers());
    return broker;
  }

  private ServiceProcess service() {
    return service(Map.of());
  }

  private ServiceProcess service(Map<String, String> more) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", place.bootstrapServers(),
                "BERTH_FLEET", pools.fleetFile().toString(),
                "BERTH_PROVISIONER_RETRY_MAXIMUM", "1s",
                "BERTH_PROVISIONER_PUBLISH_TIMEOUT", "3s",
                "BERTH_PROVISIONER_SESSION_TIMEOUT", "6s"));
    environment.putAll(more);
    return ServiceProcess.start(directory, environment);
  }
}
