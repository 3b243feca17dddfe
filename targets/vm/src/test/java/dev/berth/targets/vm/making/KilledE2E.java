package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Acquisition;
import dev.berth.targets.vm.machines.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Terraform, or the program that runs it, or both, are killed at random moments of making and
 * destroying. With {@code -Dberth.kills=50 -Dberth.seed=1} as often as that, and at those moments.
 */
class KilledE2E {

  private static final int WORKERS = 2;
  private static final int AT_ONCE = 3;
  private static final Duration PATIENCE = Duration.ofMinutes(12);
  private static final int LONGEST_MILLIS = 15_000;

  private enum Victim {
    TERRAFORM,
    PROGRAM,
    BOTH
  }

  @Test
  void leavesNothingAndLosesNothingWheneverItIsKilled(@TempDir Path folder) throws Exception {
    int kills = Integer.getInteger("berth.kills", 6);
    long seed = Long.getLong("berth.seed", System.nanoTime());
    System.out.println("berth.kills=" + kills + " berth.seed=" + seed);
    try (Moto moto = Moto.start("killed");
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      Ec2Pool pool = Ec2Pool.on(moto, folder);
      List<Callable<String>> rounds =
          IntStream.rangeClosed(1, kills)
              .<Callable<String>>mapToObj(round -> () -> round(moto, pool, seed, round))
              .toList();
      for (Future<String> round : threads.invokeAll(rounds)) {
        System.out.println(round.get());
      }
      assertThat(moto.running()).as("seed %s", seed).isEmpty();
      assertThat(moto.groups()).as("seed %s", seed).isEmpty();
      assertThat(processesIn(folder)).as("seed %s", seed).isEmpty();
      for (String gone : List.of("attempts", "locks", "strays")) {
        Path left = folder.resolve("work").resolve(gone);
        if (Files.exists(left)) {
          assertThat(left).as("seed %s", seed).isEmptyDirectory();
        }
      }
    }
  }

  /** By their working folders: plug-ins outlive the Terraform that has started them. */
  private static List<String> processesIn(Path folder) {
    return ProcessHandle.allProcesses()
        .map(process -> Path.of("/proc", Long.toString(process.pid()), "cwd"))
        .map(KilledE2E::target)
        .filter(cwd -> cwd.startsWith(folder.toString()))
        .toList();
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (java.io.IOException e) {
      return "";
    }
  }

  private static String round(Moto moto, Ec2Pool pool, long seed, int round) throws Exception {
    Random random = new Random(seed * 31 + round);
    AttemptId attempt = AttemptId.parse("job" + round + "-1");
    String story = "round " + round + ": " + killed("acquire", attempt, pool, random);
    try (MadeMachines machines = pool.open()) {
      Acquisition made =
          until(() -> machines.acquire(attempt, Ec2Pool.wish(attempt, WORKERS, false)));
      assertThat(made).as(story).isInstanceOf(Acquisition.Acquired.class);
      assertThat(((Acquisition.Acquired) made).machines())
          .as(story)
          .extracting(Machine::providerId)
          .hasSize(WORKERS)
          .hasSameElementsAs(moto.running(attempt));

      story += ", " + killed("give-back", attempt, pool, random);
      ReleaseOutcome end = until(() -> machines.seal(attempt).giveBack());
      assertThat(end).as(story).isInstanceOf(ReleaseOutcome.Released.class);
      assertThat(moto.running(attempt)).as(story).isEmpty();
    }
    return story;
  }

  /** Runs it, and kills at a random moment of its work; tells what was done. */
  private static String killed(String verb, AttemptId attempt, Ec2Pool pool, Random random)
      throws Exception {
    Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
    int millis = random.nextInt(LONGEST_MILLIS);
    Path session = pool.folder().resolve("work/attempts/" + attempt + "/session");
    Path order = session.resolveSibling("order.json");
    Process program = OneCall.fork(verb, attempt, pool, WORKERS);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.exists(order) && program.isAlive() && System.nanoTime() < end) {
      program.waitFor(50, TimeUnit.MILLISECONDS);
    }
    boolean ended = program.waitFor(millis, TimeUnit.MILLISECONDS);
    if (victim != Victim.TERRAFORM) {
      program.destroyForcibly().waitFor();
    }
    boolean hit = false;
    if (victim != Victim.PROGRAM) {
      Optional<Session> running =
          Files.exists(session) ? Session.parse(Files.readString(session)) : Optional.empty();
      hit =
          running.filter(Session::leads).flatMap(one -> ProcessHandle.of(one.pid())).stream()
              .anyMatch(ProcessHandle::destroyForcibly);
    }
    program.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return "%s: %s after %d ms%s%s"
        .formatted(verb, victim, millis, ended ? ", it had ended" : "", hit ? ", hit" : "");
  }

  private static <T> T until(Callable<T> call) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        T answer = call.call();
        if (!(answer instanceof ReleaseOutcome.Releasing)) {
          return answer;
        }
      } catch (TargetTroubleException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(500);
    }
  }
}
