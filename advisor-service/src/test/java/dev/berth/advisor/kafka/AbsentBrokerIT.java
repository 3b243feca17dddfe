package dev.berth.advisor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Topic;
import dev.berth.local.broker.BrokerPlace;
import dev.berth.local.broker.KraftBroker;
import dev.berth.local.broker.TopicSetup;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The loop waits for what is not there yet, and says what that is. */
class AbsentBrokerIT {

  @TempDir Path directory;

  @Test
  void startsWithoutABrokerAndWaitsForItsTopics() throws Exception {
    BrokerPlace place = BrokerPlace.onFreePorts(directory.resolve("broker"));
    try (Replica replica = Replica.start(Cluster.settings(place.bootstrapServers(), "one"))) {
      Jobs.eventually().until(() -> !replica.heard().troubles().isEmpty());
      try (KraftBroker broker = KraftBroker.start(place)) {
        Jobs.eventually().until(() -> !replica.heard().waits().isEmpty());
        assertThat(replica.heard().waits().getFirst())
            .containsExactly(
                "berth.requests is missing",
                "berth.decisions is missing",
                "berth.targets is missing",
                "berth.dead-letters is missing");

        TopicSetup.apply(broker.bootstrapServers());

        Jobs.eventually().until(() -> replica.heard().partitions() == Topic.JOB_PARTITIONS);
        assertThat(replica.isAlive()).isTrue();
      }
    }
  }

  /** One job would be another partition for the advisor than for the broker. */
  @Test
  void doesNotDecideOverAnotherNumberOfPartitions() throws Exception {
    try (KraftBroker broker =
        KraftBroker.start(BrokerPlace.onFreePorts(directory.resolve("broker")))) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
        admin
            .createTopics(List.of(new NewTopic(Topic.REQUESTS.wireName(), 3, (short) 1)))
            .all()
            .get();
      }
      TopicSetup.apply(broker.bootstrapServers());

      try (Replica replica = Replica.start(Cluster.settings(broker.bootstrapServers(), "one"))) {
        Jobs.eventually().until(() -> !replica.heard().waits().isEmpty());

        assertThat(replica.heard().waits().getFirst())
            .containsExactly("berth.requests has 3 partitions, not 6");
      }
    }
  }
}
