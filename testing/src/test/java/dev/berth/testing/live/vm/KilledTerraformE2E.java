package dev.berth.testing.live.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.testing.live.CommandJobs;
import dev.berth.testing.soak.EventVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Terraform is killed at random while it makes and destroys machines for the services: each job
 * runs to its end all the same, and no machine is left. With {@code -Dberth.kills=50
 * -Dberth.seed=1} as often as that, with those draws.
 */
class KilledTerraformE2E {

  private static final int KILLS = Integer.getInteger("berth.kills", 8);
  private static final Duration PATIENCE = Duration.ofSeconds(40 + 10L * KILLS);

  /** As long as a run takes. */
  private static final int LONGEST_MILLIS = 300;

  private static final int GOAL = 5;
  private static final int AT_ONCE = 3;

  @Test
  void leavesNothingAndLosesNothingWheneverItIsKilled(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    long seed = Long.getLong("berth.seed", System.nanoTime());
    System.out.println("berth.kills=" + KILLS + " berth.seed=" + seed);
    Counting programs = Counting.in(folder);
    try (HostGroup cloud = HostGroup.start("spruce", 0, "--common", programs.common().toString())) {
      Yard made = Yard.made(cloud, folder, 3 * AT_ONCE, Map.of());
      try (VmLoop loop = new VmLoop(folder, List.of(made), List.of(VmLoop.HASTE))) {
        List<JobSpec> jobs = new ArrayList<>();
        List<String> killed = killWhileAsking(loop, made, programs, jobs, seed);
        System.out.println("killed: " + killed);
        for (JobSpec job : jobs) {
          JobSucceeded end = loop.told.heard(job.id(), JobSucceeded.class, _ -> true);
          assertThat(programs.story(job.id()))
              .as("seed %d: %s", seed, job.id())
              .noneMatch(line -> line.endsWith(" overlaps"))
              .filteredOn(line -> line.contains(" ends at "))
              .containsExactlyInAnyOrder(
                  end.attempt() + " 0 ends at " + GOAL, end.attempt() + " 1 ends at " + GOAL);
          loop.awaitReleased(job.id());
        }
        assertThat(killed).hasSize(KILLS);
        loop.assertNothingLeft();
      }
    }
  }

  /** Some jobs at a time, until Terraform was killed often enough; at what it was. */
  private static List<String> killWhileAsking(
      VmLoop loop, Yard made, Counting programs, List<JobSpec> jobs, long seed)
      throws InterruptedException {
    SplittableRandom random = new SplittableRandom(seed);
    Set<Long> met = new HashSet<>();
    List<String> killed = new ArrayList<>();
    Instant deadline = Instant.now().plus(PATIENCE);
    while (killed.size() < KILLS && Instant.now().isBefore(deadline)) {
      if (jobs.size() - new EventVerdict(loop.events.all()).outcomes() < AT_ONCE) {
        JobSpec job = programs.to("killed-" + jobs.size(), GOAL, 2, 1, CommandJobs.on(made.id()));
        jobs.add(job);
        loop.pipeline.request(job, null);
      }
      Optional<ProcessHandle> one =
          Leftovers.terraforms(made.folder()).stream()
              .filter(process -> doing(made, process).isPresent() && met.add(process.pid()))
              .findFirst();
      if (one.isEmpty()) {
        Thread.sleep(10);
      } else if (random.nextInt(3) == 0) {
        Optional<String> doing = doing(made, one.get());
        Thread.sleep(random.nextInt(LONGEST_MILLIS));
        if (one.get().destroyForcibly()) {
          killed.add(doing.orElse(""));
        }
      }
    }
    return killed;
  }

  /** What a Terraform makes or destroys; empty for what only prepares, and for other programs. */
  private static Optional<String> doing(Yard made, ProcessHandle process) {
    try {
      Path proc = Path.of("/proc", Long.toString(process.pid()));
      List<String> words = List.of(Files.readString(proc.resolve("cmdline")).split("\0"));
      Path folder = Files.readSymbolicLink(proc.resolve("cwd"));
      return words.size() > 1 && words.get(1).equals("apply")
          ? Optional.of(
              "%s in %s"
                  .formatted(
                      words.contains("-destroy") ? "destroying" : "making",
                      made.folder().relativize(folder)))
          : Optional.empty();
    } catch (IOException e) {
      // It has ended.
      return Optional.empty();
    }
  }
}
