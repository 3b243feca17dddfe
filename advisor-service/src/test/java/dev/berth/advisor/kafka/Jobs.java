package dev.berth.advisor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.advisor.Asked;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Many jobs at once, and what has to come of them. */
final class Jobs {

  private Jobs() {}

  /** Attempts 1 of jobs of that name. */
  static List<AttemptId> firstAttempts(String prefix, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Asked.spec(prefix + "-" + i, "").id().attempt(1))
        .toList();
  }

  /** Asks for all of them at once, and waits until the broker has them. */
  static void ask(Cluster cluster, String prefix, int count) throws Exception {
    List<Future<?>> asked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = prefix + "-" + i;
      asked.add(cluster.sending(Cluster.record(Asked.request(Asked.spec(id, ""), "ask-" + id))));
    }
    for (Future<?> one : asked) {
      one.get();
    }
  }

  /** The attempts that decisions are about, each as often as it was decided. */
  static List<AttemptId> decided(List<DecisionEvent> decisions) {
    List<AttemptId> attempts = new ArrayList<>();
    for (DecisionEvent decision : decisions) {
      attempt(decision).ifPresent(attempts::add);
    }
    return attempts;
  }

  private static Optional<AttemptId> attempt(DecisionEvent decision) {
    return switch (decision) {
      case JobPlaced placed -> Optional.of(placed.attempt());
      case JobUnplaceable unplaceable -> Optional.of(unplaceable.attempt());
      case JobRefused _ -> Optional.empty();
    };
  }

  static ConditionFactory eventually() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(50))
        .pollInSameThread();
  }

  /**
   * Waits until the group has read all there is, and checks that each first attempt of those jobs
   * was decided once, in its job's partition.
   */
  static void assertDecidedOnce(Cluster cluster, String prefix, int count) throws Exception {
    eventually().until(() -> cluster.behind(Cluster.GROUP), behind -> behind == 0);
    assertThat(
            decided(cluster.decisions()).stream()
                .filter(attempt -> attempt.job().value().startsWith(prefix + "-")))
        .containsExactlyInAnyOrderElementsOf(firstAttempts(prefix, count));
    for (var record : cluster.committed(Topic.DECISIONS)) {
      assertThat(record.partition()).isEqualTo(partitionOf(record.key()));
    }
  }

  private static int partitionOf(byte[] key) {
    return Topic.partitionOf(
        new dev.berth.contracts.JobId(new String(key, java.nio.charset.StandardCharsets.UTF_8)));
  }
}
