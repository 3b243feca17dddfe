package dev.berth.testing.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Constraints;
import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Observation;
import dev.berth.targets.kubernetes.live.Cluster;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on one cluster goes on on the other, once and only once. */
class TwoClustersE2E {

  @TempDir private static Path folder;
  private static Loop loop;

  @BeforeAll
  static void start() throws Exception {
    loop =
        new Loop(
            folder,
            List.of(Cluster.EAST, Cluster.WEST),
            Map.of("start-within", "PT10S", "timeout", "PT5S"),
            List.of(
                "-Dberth.provisioner.retry-maximum=2s", "-Dberth.monitor.ledger.suspect-after=3s"));
  }

  @AfterAll
  static void stop() {
    if (loop != null) {
      loop.close();
    }
  }

  @Test
  void goesOnOnTheOtherClusterOnceTheLostNodeIsKnownToBeGone() throws Exception {
    JobSpec spec = LiveJobs.forEver("lost");
    loop.pipeline.request(spec, null);
    JobPlaced first = loop.placed(spec.id(), 1);
    loop.awaitRunning(first);
    String node = loop.node(first);
    Cluster cluster = loop.cluster(first.target());

    cluster.killNode(node);
    try {
      assertThat(loop.ended(first).ending())
          .isInstanceOfSatisfying(
              Ending.Failed.class,
              failed -> assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE));
      // It may still run there, for all that the cluster knows: nothing else is started.
      assertThat(loop.told(spec.id(), AttemptReleased.class)).isEmpty();
      assertThat(loop.told(spec.id(), AttemptSubmitted.class)).hasSize(1);
      try (KubernetesClient cloud = cluster.administrator()) {
        cloud.nodes().withName(node).delete();
      }

      JobPlaced second = loop.placed(spec.id(), 2);
      assertThat(second.target()).isNotEqualTo(first.target());
      loop.awaitRunning(second);
      assertThat(loop.tenancy(second.target()).pods(second.attempt()))
          .singleElement()
          .satisfies(pod ->
              assertThat(pod.getSpec().getContainers().getFirst().getEnv())
                  .contains(new EnvVar("BERTH_RESUMED", "true", null)));
      loop.succeeds(second);
    } finally {
      cluster.startNode(node);
    }
  }

  @Test
  void goesOnElsewhereWhenASpotMachineIsTakenBack() throws Exception {
    JobSpec spec = LiveJobs.onAccelerators("spot", LiveJobs.PREEMPTIBLE, "forever");
    loop.pipeline.request(spec, null);
    JobPlaced first = loop.placed(spec.id(), 1);
    loop.awaitRunning(first);
    String node = loop.node(first);
    Cluster cluster = loop.cluster(first.target());

    cluster.preemptNode(node);
    try {
      assertThat(loop.ended(first).ending())
          .isInstanceOfSatisfying(
              Ending.Failed.class,
              failed -> assertThat(failed.category()).isEqualTo(FailureCategory.PREEMPTED));
      JobPlaced second = loop.placed(spec.id(), 2);
      loop.awaitRunning(second);
      loop.succeeds(second);
    } finally {
      cluster.startNode(node);
    }
  }

  @Test
  void losesWhatSomebodyDeletedAndRunsItAgain() throws Exception {
    JobSpec spec = LiveJobs.forEver("rogue");
    loop.pipeline.request(spec, null);
    JobPlaced first = loop.placed(spec.id(), 1);
    loop.awaitRunning(first);

    // Without a propagation policy, so that the pod runs on.
    String deleted =
        loop.tenancy(first.target())
            .administrator()
            .raw(
                "/apis/batch/v1/namespaces/%s/jobs/%s"
                    .formatted(loop.tenancy(first.target()).namespace(), first.attempt()),
                "DELETE",
                null);

    assertThat(deleted).isNotNull();
    assertThat(loop.ended(first).ending()).isInstanceOf(Ending.Lost.class);
    JobPlaced second = loop.placed(spec.id(), 2);
    loop.awaitRunning(second);
    assertThat(loop.tenancy(first.target()).pods(first.attempt())).isEmpty();
    loop.succeeds(second);
  }

  @Test
  void waitsForAnApiServerThatIsAwayAndStartsNothingElse() throws Exception {
    JobSpec spec = LiveJobs.forEver("away");
    loop.pipeline.request(spec, null);
    JobPlaced first = loop.placed(spec.id(), 1);
    loop.awaitRunning(first);
    Cluster cluster = loop.cluster(first.target());

    cluster.apiServerDown();
    try {
      loop.heard(
          spec.id(),
          AttemptObserved.class,
          seen -> seen.observation() instanceof Observation.Unreachable);
      // Longer than every time-out that is set here: a job on the other cluster tells the time.
      JobSpec clock = LiveJobs.runningFor("clock", "30s");
      loop.pipeline.request(clock, null);
      assertThat(loop.placed(clock.id(), 1).target()).isNotEqualTo(first.target());
      loop.heard(clock.id(), JobSucceeded.class, _ -> true);
    } finally {
      cluster.apiServerUp();
    }

    assertThat(loop.told(spec.id(), JobPlaced.class)).hasSize(1);
    assertThat(loop.told(spec.id(), AttemptEnded.class)).isEmpty();
    loop.succeeds(first);
    assertThat(loop.told(spec.id(), JobPlaced.class)).hasSize(1);
  }

  /** Four machines for six jobs that need one each: two have to wait, and none is forgotten. */
  @Test
  void findsRoomForEveryJobThoughTheClustersAreFull() throws Exception {
    List<JobSpec> specs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      specs.add(LiveJobs.onAccelerators("full-" + i, Constraints.NONE, "15s"));
    }
    for (JobSpec spec : specs) {
      loop.pipeline.request(spec, null);
    }

    for (JobSpec spec : specs) {
      loop.heard(spec.id(), JobSucceeded.class, _ -> true);
      loop.nothingIsLeft(spec.id());
    }
    assertThat(specs)
        .flatExtracting(spec -> loop.told(spec.id(), AttemptEnded.class))
        .filteredOn(end -> !(end.ending() instanceof Ending.Succeeded))
        .allSatisfy(end ->
            assertThat(end.ending())
                .isInstanceOfSatisfying(
                    Ending.Failed.class,
                    failed -> assertThat(failed.category()).isEqualTo(FailureCategory.CAPACITY)));
  }
}
