package dev.berth.testing.live.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Observation;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.testing.live.CommandJobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that is cut off says nothing about its program: it is neither lost nor run twice. */
class PartitionE2E {

  /** Longer than every time-out that is set here, together. */
  private static final Duration CUT = Duration.ofSeconds(30);

  /** Of which the program has done a part when the machine is cut off, and less when it is back. */
  private static final int GOAL = 450;

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
    standing = HostGroup.start("hazel", 3, "--common", common);
    cloud = HostGroup.start("maple", 0, "--common", common);
    hosts = Yard.standing(standing, 3, Map.of());
    made = Yard.made(cloud, folder, 4, Map.of());
    loop =
        new VmLoop(
            folder,
            List.of(hosts, made),
            List.of(VmLoop.HASTE, "-Dberth.monitor.ledger.suspect-after=3s"));
  }

  @AfterAll
  static void stop() {
    VmLoop.end(loop, cloud, standing);
  }

  @Test
  void outlastsEveryTimeOutAndItsProgramIsAdopted() throws Exception {
    JobSpec there = programs.to(CommandJobs.fresh("there"), GOAL, 1, 1, CommandJobs.on(hosts.id()));
    JobSpec away = programs.to(CommandJobs.fresh("away"), GOAL, 1, 1, CommandJobs.on(made.id()));
    JobPlaced onHost = loop.begun(there, programs, 1);
    JobPlaced onMade = loop.begun(away, programs, 1);
    String host = programs.host(there.id());
    String machine = programs.host(away.id());

    standing.partition(host);
    cloud.partition(machine);
    int before = programs.count(there.id());
    loop.awaitSeen(onHost, Observation.Unreachable.class);
    loop.awaitSeen(onMade, Observation.Unreachable.class);
    VmLoop.await().until(() -> programs.count(there.id()) > before + CUT.toSeconds() * 8);
    assertThat(programs.count(there.id())).as("it goes on, cut off").isLessThan(GOAL);
    for (JobSpec spec : List.of(there, away)) {
      assertThat(loop.told.all(spec.id(), AttemptEnded.class)).isEmpty();
    }
    standing.heal(host);
    cloud.heal(machine);

    for (JobSpec spec : List.of(there, away)) {
      JobSucceeded succeeded = loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
      assertThat(succeeded.attempt().number()).isEqualTo(1);
      assertThat(loop.told.all(spec.id(), JobPlaced.class)).hasSize(1);
      assertThat(loop.told.all(spec.id(), AttemptSubmitted.class)).hasSize(1);
      assertThat(programs.story(spec.id())).hasSize(2);
      loop.awaitNothingLeft(spec.id());
    }
  }
}
