package dev.berth.monitor.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.TargetId;
import dev.berth.local.broker.BrokerPlace;
import dev.berth.local.broker.KraftBroker;
import dev.berth.local.broker.TopicSetup;
import dev.berth.monitor.fixtures.JobFacts;
import dev.berth.monitor.fixtures.Pools;
import dev.berth.monitor.fixtures.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class OutageIT {

  private static final Duration SOON = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void readinessTellsTheTruthAndTheServiceRecoversByItself() throws Exception {
    BrokerPlace place = BrokerPlace.onFreePorts(folder.resolve("broker"));
    try (Pools pools = new Pools(folder, new TargetId("pool-a"));
        ServiceProcess service =
            ServiceProcess.start(
                folder.resolve("one"),
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", place.bootstrapServers(),
                    "BERTH_FLEET", pools.fleet().toString()))) {
      await()
          .atMost(SOON)
          .ignoreExceptions()
          .untilAsserted(
              () -> assertThat(service.text("/q/health")).contains("waiting for the brokers at"));
      assertThat(service.status("/q/health/ready")).isEqualTo(503);
      assertThat(service.status("/q/health/live")).isEqualTo(200);
      assertThat(service.status("/jobs/digits")).isEqualTo(503);

      try (KraftBroker broker = KraftBroker.start(place)) {
        await()
            .atMost(SOON)
            .untilAsserted(() ->
                assertThat(service.text("/q/health"))
                    .contains("waiting for topics berth.requests"));
        assertThat(service.status("/q/health/ready")).isEqualTo(503);
        TopicSetup.apply(broker.bootstrapServers());
        service.awaitReady();
      }
      await().atMost(SOON).until(() -> service.status("/q/health/ready") == 503);
      assertThat(service.status("/q/health/live")).isEqualTo(200);

      try (KraftBroker broker = KraftBroker.start(place);
          Topics topics = new Topics(broker.bootstrapServers())) {
        topics.tell(JobFacts.of("digits", "train").at(Instant.now()).requested());
        service.awaitReady();
        await().atMost(SOON).until(() -> service.status("/jobs/digits") == 200);
        assertThat(service.status("/q/health/live")).isEqualTo(200);
      }
    }
  }
}
