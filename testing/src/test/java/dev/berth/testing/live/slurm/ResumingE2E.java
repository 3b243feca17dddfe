package dev.berth.testing.live.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.testing.live.CommandJobs;
import dev.berth.testing.live.Printed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The training program of {@code examples/} goes on from its checkpoint, whatever ended it. */
@EveryCluster
class ResumingE2E {

  private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

  /** An hour's work, were a minute an hour. */
  private static final Map<String, String> SHORT =
      Map.of("partition", "short", "walltime", "PT1M", "grace", "PT20S");

  private static final Map<String, String> SPOT =
      Map.of("partition", "spot", "node-death-after", "PT5S");
  private static final Map<String, String> MORTAL = Map.of("node-death-after", "PT5S");

  @TempDir private static Path folder;
  private static Path example;
  private static Path checkpoints;
  private static SlurmLoop loop;

  @BeforeAll
  static void start() throws Exception {
    Site oak = Site.of(SlurmCluster.OAK, Access.REST, SPOT);
    example = oak.scratch();
    SlurmJobs.copyExample(example);
    // All clusters see it, as sites do that share a file system.
    checkpoints = SlurmCluster.OAK.scratch();
    loop =
        new SlurmLoop(
            folder,
            List.of(
                oak,
                Site.of(SlurmCluster.ELM, Access.SSH, MORTAL),
                Site.of(SlurmCluster.ASH, Access.REST, SHORT)),
            List.of("-Dberth.provisioner.retry-maximum=2s"));
  }

  @AfterAll
  static void stop() {
    if (loop != null) {
      loop.close();
    }
  }

  @Test
  void goesOnAtAnotherSiteWhenItsNodeDies() throws Exception {
    int epochs = 40;
    JobSpec spec =
        SlurmJobs.training(
            CommandJobs.fresh("digits"),
            example,
            epochs,
            HALF_A_SECOND,
            checkpoints,
            CommandJobs.preemptibleOn(loop.site("oak").id(), loop.site("elm").id()));
    loop.pipeline.request(spec, null);
    JobPlaced first = loop.told.placed(spec.id(), 1);
    SlurmCluster cluster = loop.site(first.target()).cluster();
    loop.awaitRunning(first);
    String node = Queue.node(cluster, first.attempt().toString());
    Printed before = Printed.by(first.attempt(), loop.platform);
    SlurmLoop.await().until(() -> before.epochs(epochs).contains(5));

    cluster.killNode(node);
    try {
      assertThat(loop.ended(first).ending())
          .isInstanceOfSatisfying(
              Ending.Failed.class,
              failed -> assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE));

      JobPlaced second = loop.told.placed(spec.id(), 2);
      assertThat(second.target()).isNotEqualTo(first.target());
      loop.awaitRunning(second);
      Printed after = Printed.by(second.attempt(), loop.platform);
      JobSucceeded succeeded = loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);

      assertThat(succeeded.attempt()).isEqualTo(second.attempt());
      SlurmLoop.await().until(() -> after.has("test accuracy"));
      assertThat(after.has("resumed from epoch")).as("%s", after).isTrue();
      List<Integer> own = after.epochs(epochs);
      assertThat(own.getFirst()).as("the first epoch after %s", before).isGreaterThanOrEqualTo(5);
      assertThat(own).isEqualTo(IntStream.rangeClosed(own.getFirst(), epochs).boxed().toList());
    } finally {
      cluster.startNode(node);
    }
    loop.awaitNothingLeft(spec.id());
  }

  /** Two minutes of work, of which an allocation takes one at most. */
  @Test
  void chainsShortAllocationsToOneLongTraining() throws Exception {
    int epochs = 240;
    JobSpec spec =
        SlurmJobs.training(
            CommandJobs.fresh("chain"),
            example,
            epochs,
            HALF_A_SECOND,
            null,
            CommandJobs.on(loop.site("ash").id()));
    loop.pipeline.request(spec, null);

    JobPlaced placed = loop.told.placed(spec.id(), 1);
    loop.awaitRunning(placed);
    Printed printed = Printed.by(placed.attempt(), loop.platform);
    int reached = 0;
    int attempts = 1;
    while (loop.ended(placed).ending() instanceof Ending.Failed failed) {
      assertThat(failed.category()).as("%s", failed).isNotEqualTo(FailureCategory.APPLICATION);
      List<Integer> own = printed.epochs(epochs);
      assertThat(own).as("%s", printed).isNotEmpty();
      assertThat(own.getFirst()).as("%s", printed).isEqualTo(reached + 1);
      reached = own.getLast();
      attempts++;
      placed = loop.told.placed(spec.id(), attempts);
      loop.awaitRunning(placed);
      printed = Printed.by(placed.attempt(), loop.platform);
    }

    loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
    Printed last = printed;
    SlurmLoop.await().until(() -> last.has("test accuracy"));
    assertThat(last.epochs(epochs).getLast()).isEqualTo(epochs);
    assertThat(attempts).isGreaterThanOrEqualTo(3);
    loop.awaitNothingLeft(spec.id());
  }

  @Test
  void goesOnWhenItMadeWayForSomethingUrgent() throws Exception {
    int epochs = 30;
    JobSpec spec =
        SlurmJobs.training(
            CommandJobs.fresh("spot"),
            example,
            epochs,
            HALF_A_SECOND,
            null,
            CommandJobs.preemptibleOn(loop.site("oak").id()));
    loop.pipeline.request(spec, null);
    JobPlaced first = loop.told.placed(spec.id(), 1);
    loop.awaitRunning(first);
    Printed before = Printed.by(first.attempt(), loop.platform);
    SlurmLoop.await().until(() -> before.epochs(epochs).contains(5));

    SlurmCluster.OAK.user(
        "sbatch",
        "--partition=urgent",
        "--nodes=" + SlurmCluster.NODES,
        "--exclusive",
        "--output=/dev/null",
        "--wrap=sleep 5");

    AttemptEnded ended = loop.ended(first);
    assertThat(ended.ending())
        .isInstanceOfSatisfying(
            Ending.Failed.class,
            failed -> assertThat(failed.category()).isEqualTo(FailureCategory.PREEMPTED));
    JobPlaced second = loop.told.placed(spec.id(), 2);
    loop.awaitRunning(second);
    Printed after = Printed.by(second.attempt(), loop.platform);
    loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
    SlurmLoop.await().until(() -> after.has("test accuracy"));
    assertThat(after.epochs(epochs).getFirst()).isGreaterThanOrEqualTo(5);
    loop.awaitNothingLeft(spec.id());
  }
}
