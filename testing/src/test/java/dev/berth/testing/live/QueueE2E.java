package dev.berth.testing.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Observation;
import dev.berth.targets.kubernetes.live.Cluster;
import dev.berth.targets.kubernetes.live.Quota;
import dev.berth.testing.live.Loop.Site;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cheap cluster whose quota Kueue hands out, and a dear one where nobody waits. */
class QueueE2E {

  /** Of the four that Kueue has there. */
  private static final double CPUS = 2.5;

  @TempDir private Path folder;

  private static Map<String, String> queueing(Quota quota) {
    Map<String, String> settings = new HashMap<>(quota.settings(Quota.QUEUE, "low"));
    settings.put("queue-within", "PT8S");
    return settings;
  }

  @Test
  void goesOnElsewhereWhenKueueHoldsAJobForTooLong() throws Exception {
    try (Quota quota = new Quota(Cluster.YARD);
        Loop loop =
            new Loop(
                folder,
                List.of(
                    new Site(Cluster.YARD, queueing(quota), 1.0),
                    new Site(Cluster.EAST, Map.of(), 4.0)),
                List.of("-Dberth.provisioner.retry-maximum=2s"))) {
      String namespace = loop.tenancy(Cluster.YARD).namespace();
      quota.queue(namespace, Quota.QUEUE);
      JobSpec holder = LiveJobs.forEver("holder", CPUS);
      loop.pipeline.request(holder, null);
      JobPlaced holding = loop.placed(holder.id(), 1);
      assertThat(holding.target().value()).isEqualTo(Cluster.YARD.name());
      loop.awaitRunning(holding);

      JobSpec spec = LiveJobs.forEver("held", CPUS);
      loop.pipeline.request(spec, null);
      JobPlaced first = loop.placed(spec.id(), 1);

      assertThat(first.target()).isEqualTo(holding.target());
      loop.heard(
          spec.id(),
          AttemptObserved.class,
          seen ->
              seen.observation() instanceof Observation.Pending pending
                  && pending.reason().contains("insufficient unused quota for cpu"));
      assertThat(loop.ended(first).ending())
          .isInstanceOfSatisfying(
              Ending.Failed.class,
              failed -> {
                assertThat(failed.category()).isEqualTo(FailureCategory.CAPACITY);
                assertThat(failed.reason()).contains("Kueue gave it no place within PT8S");
              });
      JobPlaced second = loop.placed(spec.id(), 2);
      assertThat(second.target().value()).isEqualTo(Cluster.EAST.name());
      loop.awaitRunning(second);
      loop.succeeds(second);
      // Who had the quota has lost nothing by it.
      assertThat(loop.told(holder.id(), AttemptEnded.class)).isEmpty();
      loop.succeeds(holding);
      Loop.await().until(() -> quota.workloads(namespace).isEmpty());
    }
  }
}
