package dev.berth.testing.live.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.testing.live.CommandJobs;
import dev.berth.testing.live.ManyJobs;
import dev.berth.testing.platform.Part;
import dev.berth.testing.soak.EventVerdict;
import dev.berth.testing.soak.Killing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred jobs, one half on hosts that stand and the other on machines that are made, while
 * Berth's services are killed again and again: by what the programs have left on the machines'
 * disks each job ran once, and nothing is left. {@code -Dberth.seed} repeats who is killed, {@code
 * -Dberth.live.jobs} and {@code -Dberth.live.seconds} say how many and how long.
 */
class ManyVmJobsE2E {

  private static final int JOBS = Integer.getInteger("berth.live.jobs", 100);
  private static final Duration FAULTS = Duration.ofSeconds(Long.getLong("berth.live.seconds", 60));
  private static final Duration REST = Duration.ofMinutes(8);
  private static final int MACHINES = 4;
  private static final int LONGEST = 40;

  /** Of which the hosts that stand have room for six at a time. */
  private static final double CPUS = 1.5;

  /** So much at once is slow, and is not to be taken for silence. */
  private static final Map<String, String> CALM = Map.of("timeout", "PT10S", "interval", "PT2S");

  @Test
  void losesNothingAndDoesNothingTwiceWhateverIsKilled(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    long seed = Long.getLong("berth.seed", System.nanoTime());
    System.out.println("many jobs on machines: -Dberth.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Counting programs = Counting.in(folder);
    String common = programs.common().toString();
    try (HostGroup standing = HostGroup.start("larch", 3, "--common", common);
        HostGroup cloud = HostGroup.start("birch", 0, "--common", common)) {
      Yard hosts = Yard.standing(standing, 3, CALM);
      Yard made = Yard.made(cloud, folder, MACHINES, CALM);
      List<JobSpec> jobs = new ArrayList<>();
      for (int i = 0; i < JOBS; i++) {
        Yard yard = i % 2 == 0 ? hosts : made;
        jobs.add(
            programs.to("many-" + i, random.nextInt(LONGEST), 1, CPUS, CommandJobs.on(yard.id())));
      }
      try (VmLoop loop = new VmLoop(folder, List.of(hosts, made), Killing.SETTINGS)) {
        Killing killing = new Killing(loop.platform, Part.SERVICES, random.split());
        try {
          new ManyJobs(loop, jobs, FAULTS, REST).run(killing, random, _ -> {});
          verdict(loop, jobs, programs);
        } catch (ExecutionException | AssertionError e) {
          throw new AssertionError(
              "-Dberth.seed=%d: %s (killed %s)".formatted(seed, e.getMessage(), killing.told()), e);
        }
      }
    }
  }

  private static void verdict(VmLoop loop, List<JobSpec> jobs, Counting programs) {
    VmLoop.await()
        .untilAsserted(() -> new EventVerdict(loop.events.all()).everySubmissionIsReleased());
    EventVerdict told = new EventVerdict(loop.events.all());
    told.everyJobHasTheOutcomeOfItsFate(
        jobs.stream().collect(Collectors.toMap(JobSpec::id, Function.identity())),
        _ -> JobSucceeded.class);
    told.everyDecisionIsOne();
    for (JobSpec job : jobs) {
      ranOnce(job.id(), programs.story(job.id()));
    }
    loop.assertNothingLeft();
  }

  private static void ranOnce(JobId job, List<String> story) {
    assertThat(story).as("what %s did", job).noneMatch(line -> line.endsWith(" overlaps"));
    assertThat(story)
        .as("what %s did", job)
        .filteredOn(line -> line.contains(" begins at "))
        .extracting(line -> line.split(" ", 2)[0])
        .doesNotHaveDuplicates();
    assertThat(story)
        .as("what %s did", job)
        .filteredOn(line -> line.contains(" ends at "))
        .hasSize(1);
  }
}
