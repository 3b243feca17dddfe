package dev.berth.testing.live.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.testing.live.CommandJobs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site will not run, runs at another, and nobody waits for the first. */
@EveryCluster
class RefusalsE2E {

  private static final Map<String, String> CLOSED = Map.of("partition", "closed");
  private static final Map<String, String> SPENT =
      Map.of("account", "spent", "start-within", "PT1H");

  @TempDir private static Path folder;
  private static SlurmLoop loop;

  @BeforeAll
  static void start() throws Exception {
    loop =
        new SlurmLoop(
            folder,
            List.of(
                Site.of(SlurmCluster.ASH, Access.SSH, CLOSED),
                Site.of(SlurmCluster.ELM, Access.REST, SPENT),
                Site.of(SlurmCluster.OAK, Access.SSH)),
            List.of("-Dberth.provisioner.retry-maximum=2s"));
  }

  @AfterAll
  static void stop() {
    if (loop != null) {
      loop.close();
    }
  }

  /** Where there is another, the advisor sees that this one has no room, and does not even ask. */
  @Test
  void isRefusedAtAClosedPartitionAndRunsWhenItOpens() throws Exception {
    Site closed = loop.site("ash");
    JobSpec spec =
        SlurmJobs.shell(CommandJobs.fresh("closed"), "exit 0", CommandJobs.on(closed.id()));
    loop.pipeline.request(spec, null);

    AttemptRefused refused = loop.told.heard(spec.id(), AttemptRefused.class, _ -> true);
    assertThat(refused.category()).as("%s", refused).isEqualTo(FailureCategory.CAPACITY);

    closed.cluster().administrator("scontrol", "update", "PartitionName=closed", "State=UP");
    try {
      loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
    } finally {
      closed
          .cluster()
          .administrator("scontrol", "update", "PartitionName=closed", "State=INACTIVE");
    }
    loop.awaitNothingLeft(spec.id());
  }

  @Test
  void goesElsewhereWhenTheAccountHasNoHoursLeft() throws Exception {
    goesElsewhere("spent", loop.site("elm"));
  }

  /**
   * The advisor takes the first by name of two that are equal, unless one is busy; a job is asked
   * for until it is the one that refuses.
   */
  private static void goesElsewhere(String name, Site refusing) throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      JobSpec spec =
          SlurmJobs.shell(
              CommandJobs.fresh(name),
              "exit 0",
              CommandJobs.on(refusing.id(), loop.site("oak").id()));
      loop.pipeline.request(spec, null);
      JobPlaced first = loop.told.placed(spec.id(), 1);
      JobSucceeded succeeded = loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
      if (first.target().equals(refusing.id())) {
        assertThat(succeeded.attempt()).isNotEqualTo(first.attempt());
        assertThat(failures(spec)).as("%s", loop.events.of(spec.id())).hasSize(1);
        loop.awaitNothingLeft(spec.id());
        return;
      }
    }
    throw new AssertionError("the advisor never chose " + refusing.id());
  }

  private static List<String> failures(JobSpec spec) {
    List<String> ended =
        loop.told.all(spec.id(), AttemptEnded.class).stream()
            .map(AttemptEnded::ending)
            .filter(Ending.Failed.class::isInstance)
            .map(Object::toString)
            .toList();
    return ended.isEmpty()
        ? loop.told.all(spec.id(), AttemptRefused.class).stream().map(Object::toString).toList()
        : ended;
  }
}
