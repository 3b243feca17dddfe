package dev.berth.advisor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.advisor.Advising;
import dev.berth.contracts.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replicas come and go under load. */
class RebalanceIT {

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
  void decidesOnceWhileReplicasComeAndGo() throws Exception {
    Replica first = Replica.start(cluster.settings("first"));
    try (Replica second = Replica.start(cluster.settings("second"))) {
      Jobs.ask(cluster, "load", 2000);
      Jobs.eventually().until(() -> second.heard().partitions() > 0);
      Jobs.ask(cluster, "more", 1000);
      Jobs.eventually().until(() -> first.heard().requests() > 0);

      first.interrupt();
      try (Replica third = Replica.start(cluster.settings("third"))) {
        Jobs.ask(cluster, "last", 1000);
        Jobs.eventually().until(() -> third.heard().partitions() > 0);
        Jobs.ask(cluster, "final", 500);

        Jobs.assertDecidedOnce(cluster, "load", 2000);
        Jobs.assertDecidedOnce(cluster, "more", 1000);
        Jobs.assertDecidedOnce(cluster, "last", 1000);
        Jobs.assertDecidedOnce(cluster, "final", 500);
        assertThat(second.shards().count() + third.shards().count())
            .isEqualTo(Topic.JOB_PARTITIONS);
      }
    } finally {
      first.close();
    }
  }

  /**
   * A replica stops in the middle of a transaction, long enough to lose its partitions, and goes
   * on. Its transaction is still open and its transactional id is its own: only the group's
   * generation, sent with the offsets, tells that it is too late.
   */
  @Test
  void aReplicaThatWakesUpTooLateCannotCommit() throws Exception {
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    AtomicBoolean once = new AtomicBoolean(true);
    Replica sleeper =
        Replica.start(patient("sleeper"), advising -> sleeping(advising, once, asleep, awake));
    try {
      Jobs.ask(cluster, "early", 40);
      asleep.await();
      try (Replica successor = Replica.start(patient("successor"))) {
        // Its group membership ends although its heartbeats go on: it has not polled for too long.
        Jobs.eventually().until(() -> memberOf("successor"));
        assertThat(successor.heard().partitions()).isEqualTo(-1);
        assertThat(cluster.decisions()).isEmpty();

        awake.countDown();

        Jobs.assertDecidedOnce(cluster, "early", 40);
        assertThat(sleeper.heard().troubles()).first().isInstanceOf(CommitFailedException.class);
        Jobs.ask(cluster, "late", 40);
        Jobs.assertDecidedOnce(cluster, "late", 40);
      }
    } finally {
      awake.countDown();
      sleeper.close();
    }
  }

  /** Transactions last longer than a place in the group without polling. */
  private LoopSettings patient(String instance) {
    LoopSettings s = cluster.settings(instance);
    return new LoopSettings(
        s.bootstrapServers(),
        s.group(),
        s.instance(),
        s.recordsPerTurn(),
        Duration.ofMinutes(5),
        s.sessionTimeout(),
        s.pollTimeout(),
        Duration.ofSeconds(5),
        s.askTimeout(),
        s.closeTimeout(),
        s.pause());
  }

  private static Advising sleeping(
      Advising advising, AtomicBoolean once, CountDownLatch asleep, CountDownLatch awake) {
    return request -> {
      var answers = advising.answer(request);
      if (once.compareAndSet(true, false)) {
        asleep.countDown();
        try {
          awake.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return answers;
    };
  }

  /** Whether a client of that instance is all of the group. */
  private boolean memberOf(String instance) throws Exception {
    try (var admin = cluster.admin()) {
      var members =
          admin
              .describeConsumerGroups(List.of(Cluster.GROUP))
              .all()
              .get()
              .values()
              .iterator()
              .next()
              .members();
      return members.size() == 1
          && members.iterator().next().clientId().startsWith(instance)
          && members.iterator().next().assignment().topicPartitions().size()
              == Topic.JOB_PARTITIONS;
    }
  }
}
