package dev.berth.advisor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.advisor.Asked;
import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.RefusalCause;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same request again, from the producer or from the broker. */
class RedeliveryIT {

  @TempDir Path directory;

  private Cluster cluster;

  @BeforeEach
  void start() {
    cluster = Cluster.start(directory.resolve("broker"));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void decidesOnceWhatAProducerSendsTwice() throws Exception {
    JobSpec spec = Asked.spec("twice-0", "");
    try (Replica _ = Replica.start(cluster.settings("one"))) {
      cluster.ask(Asked.request(spec, "e1"));
      cluster.ask(Asked.request(spec, "e1"));
      cluster.ask(Asked.request(spec, "e2"));

      Jobs.assertDecidedOnce(cluster, "twice", 1);
    }
    cluster.ask(Asked.request(spec, "e1"));
    cluster.ask(Asked.request(spec, "e3"));
    try (Replica _ = Replica.start(cluster.settings("one"))) {
      Jobs.assertDecidedOnce(cluster, "twice", 1);
    }
  }

  @Test
  void decidesOnceWhatIsDeliveredAgain() throws Exception {
    JobSpec first = Asked.spec("again-0", "");
    try (Replica _ = Replica.start(cluster.settings("one"))) {
      Jobs.ask(cluster, "again", 200);
      cluster.ask(Asked.reschedule(first, 1, AttemptHistory.NONE, "r1"));
      Jobs.eventually().until(() -> cluster.behind(Cluster.GROUP), behind -> behind == 0);
    }
    int before = cluster.decisions().size();
    assertThat(before).isEqualTo(201);
    cluster.rewind(Cluster.GROUP);
    assertThat(cluster.behind(Cluster.GROUP)).isGreaterThanOrEqualTo(201);

    try (Replica replica = Replica.start(cluster.settings("another"))) {
      Jobs.eventually().until(() -> cluster.behind(Cluster.GROUP), behind -> behind == 0);

      assertThat(replica.heard().requests()).isEqualTo(201);
      assertThat(cluster.decisions()).hasSize(before);
    }
  }

  @Test
  void refusesAnotherSpecUnderTheSameIdAfterARestart() throws Exception {
    try (Replica _ = Replica.start(cluster.settings("one"))) {
      cluster.ask(Asked.request(Asked.spec("job", ""), "e1"));
      Jobs.eventually().until(() -> cluster.decisions().size() == 1);
    }
    try (Replica _ = Replica.start(cluster.settings("one"))) {
      cluster.ask(Asked.request(Asked.spec("job", "'intent': 'debugging'"), "e2"));
      Jobs.eventually().until(() -> cluster.decisions().size() == 2);
    }

    List<DecisionEvent> decisions = cluster.decisions();
    assertThat(decisions.getFirst()).isInstanceOf(JobPlaced.class);
    assertThat(decisions.getLast())
        .isInstanceOfSatisfying(
            JobRefused.class,
            refused -> assertThat(refused.cause()).isEqualTo(RefusalCause.ID_CONFLICT));
  }

  @Test
  void neverPlacesWhatWasCancelledFirstNotEvenAfterARestart() throws Exception {
    try (Replica _ = Replica.start(cluster.settings("one"))) {
      cluster.ask(Asked.cancel(Asked.spec("job", "").id(), "c1"));
      Jobs.eventually().until(() -> cluster.decisions().size() == 1);
    }
    try (Replica _ = Replica.start(cluster.settings("one"))) {
      cluster.ask(Asked.request(Asked.spec("job", ""), "e1"));
      Jobs.eventually().until(() -> cluster.behind(Cluster.GROUP), behind -> behind == 0);
    }

    assertThat(Jobs.decided(cluster.decisions())).isEmpty();
  }
}
