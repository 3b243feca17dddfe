package dev.berth.testing.live.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.testing.live.CommandJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gang starts whole or not at all. */
class GangE2E {

  private static final int GOAL = 20;

  @TempDir private static Path folder;
  private static Counting programs;
  private static HostGroup standing;
  private static HostGroup cloud;
  private static Yard hosts;
  private static Yard made;
  private static VmLoop loop;

  @BeforeAll
  static void start() throws Exception {
    programs = Counting.in(folder);
    String common = programs.common().toString();
    standing = HostGroup.start("linden", 3, "--common", common);
    cloud = HostGroup.start("aspen", 0, "--common", common);
    hosts = Yard.standing(standing, 3, Map.of());
    made = Yard.made(cloud, folder, 6, Map.of("boot-timeout", "PT10S"));
    loop = new VmLoop(folder, List.of(hosts, made), List.of(VmLoop.HASTE));
  }

  @AfterAll
  static void stop() {
    VmLoop.end(loop, cloud, standing);
  }

  @Test
  void ofWhichOneMachineNeverComesUpIsRefusedAndItsOtherMachinesAreDestroyed() throws Exception {
    JobSpec spec = programs.to(CommandJobs.fresh("trio"), GOAL, 3, 1, CommandJobs.on(made.id()));
    Path dark = cloud.folder().resolve("cloud/dark");
    Files.writeString(dark, "\"name\":\"%s-1-2\"\n".formatted(spec.id()));

    loop.pipeline.request(spec, null);

    AttemptRefused refused =
        loop.told.heard(spec.id(), AttemptRefused.class, one -> one.attempt().number() == 1);
    assertThat(refused.category()).isEqualTo(FailureCategory.CAPACITY);
    assertThat(refused.reason()).contains(spec.id() + "-1-2", "PT10S");
    assertThat(refused.heldSince()).as("its machines were made").isBefore(refused.refusedAt());
    assertThat(programs.story(spec.id())).as("nothing of it has begun").isEmpty();
    succeedsWhole(spec);
    assertThat(programs.story(spec.id())).allMatch(line -> line.startsWith(spec.id() + "-2 "));
  }

  @Test
  void waitsUntilThereAreHostsForAllOfIt() throws Exception {
    JobSpec spec =
        programs.to(CommandJobs.fresh("wide"), GOAL, 3, Yard.CPUS, CommandJobs.on(hosts.id()));
    standing.kill("h2");
    AttemptRefused refused;
    try {
      loop.pipeline.request(spec, null);
      refused = loop.told.heard(spec.id(), AttemptRefused.class, _ -> true);
      assertThat(programs.story(spec.id())).as("nothing of it has begun").isEmpty();
    } finally {
      standing.boot("h2");
    }

    assertThat(refused.category()).isEqualTo(FailureCategory.CAPACITY);
    assertThat(refused.reason()).contains("h2");
    succeedsWhole(spec);
  }

  private static void succeedsWhole(JobSpec spec) throws InterruptedException {
    JobSucceeded succeeded = loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
    List<String> story = programs.story(spec.id());
    for (int rank = 0; rank < 3; rank++) {
      String worker = succeeded.attempt() + " " + rank;
      assertThat(story)
          .filteredOn(line -> line.startsWith(worker + " "))
          .satisfiesExactly(
              begin -> assertThat(begin).contains("begins at "),
              end -> assertThat(end).isEqualTo(worker + " ends at " + GOAL));
    }
    assertThat(story).hasSize(6);
    loop.awaitNothingLeft(spec.id());
  }
}
