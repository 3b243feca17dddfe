package dev.berth.advisor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.advisor.Advising;
import dev.berth.contracts.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void aReplicaThatWakesUpTooLateCannotCommit(int answers) throws Exception {
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch awake = new CountDownLatch(1);
    AtomicInteger left = new AtomicInteger(answers);
    Jobs.ask(cluster, "early", 40);
    Replica sleeper =
        Replica.start(patient("sleeper"), advising -> sleeping(advising, left, asleep, awake));
    try {
      asleep.await();
      // What it has answered before it fell asleep is written, in a transaction that stays open.
      Jobs.eventually().until(() -> cluster.open(Topic.DECISIONS) >= answers - 1);
      try (Replica successor = Replica.start(patient("successor"))) {
        // The sleeper's place ends although its heartbeats go on: it has not polled for too long.
        Jobs.eventually().until(() -> memberOf("successor"));
        if (answers > 1) {
          assertThat(successor.heard().partitions()).isEqualTo(-1);
        } else {
          Jobs.eventually().until(() -> cluster.behind(Cluster.GROUP), behind -> behind == 0);
        }

        awake.countDown();

        Jobs.eventually().until(() -> !sleeper.heard().troubles().isEmpty());
        assertThat(sleeper.heard().troubles()).first().isInstanceOf(CommitFailedException.class);
        Jobs.assertDecidedOnce(cluster, "early", 40);
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
        s.brokers(),
        s.group(),
        s.instance(),
        s.recordsPerTurn(),
        Duration.ofMinutes(5),
        s.sessionTimeout(),
        s.pollTimeout(),
        Duration.ofSeconds(3),
        s.askTimeout(),
        s.closeTimeout(),
        s.pause());
  }

  private static Advising sleeping(
      Advising advising, AtomicInteger left, CountDownLatch asleep, CountDownLatch awake) {
    return request -> {
      var answers = advising.answer(request);
      if (left.decrementAndGet() == 0) {
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
