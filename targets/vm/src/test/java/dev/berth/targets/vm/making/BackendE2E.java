package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Acquisition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States in a bucket of a server that speaks S3's protocol, with locks there. */
class BackendE2E {

  private static final AttemptId ATTEMPT = AttemptId.parse("kept-1");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Test
  void keepsStatesThereAndTakesADeadOnesLockAway(@TempDir Path folder) throws Exception {
    try (Moto moto = Moto.start("backend")) {
      Ec2Pool pool = Ec2Pool.on(moto, folder);
      Map<String, String> settings =
          Map.of(
              "terraform-backend",
              "s3",
              "terraform-backend-file",
              moto.bucket("states", folder).toString());
      try (MadeMachines machines = pool.open(settings)) {
        assertThat(machines.acquire(ATTEMPT, Ec2Pool.wish(ATTEMPT, 1, false)))
            .isInstanceOf(Acquisition.Acquired.class);
        assertThat(moto.objects("states")).contains("env:/kept-1/state");

        CompletableFuture<Boolean> killed =
            CompletableFuture.supplyAsync(() -> killed(moto, folder));
        ReleaseOutcome end = released(machines);
        assertThat(killed.get(1, TimeUnit.MINUTES))
            .as("a Terraform was killed that held the lock")
            .isTrue();

        assertThat(end).isInstanceOf(ReleaseOutcome.Released.class);
        assertThat(moto.running()).isEmpty();
        assertThat(moto.groups()).isEmpty();
        assertThat(moto.objects("states")).isEmpty();
      }
    }
  }

  private static ReleaseOutcome released(MadeMachines machines) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return machines.seal(ATTEMPT).giveBack();
      } catch (TargetTroubleException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  /** Kills the one that destroys as soon as the lock is there. */
  private static boolean killed(Moto moto, Path folder) {
    Path session = folder.resolve("work/attempts/" + ATTEMPT + "/session");
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (System.nanoTime() < end) {
        if (moto.objects("states").stream().anyMatch(key -> key.endsWith(".tflock"))
            && Files.exists(session)) {
          Optional<Session> running = Session.parse(Files.readString(session));
          if (running.filter(Session::leads).isPresent()) {
            return ProcessHandle.of(running.get().pid())
                .map(ProcessHandle::destroyForcibly)
                .orElse(false);
          }
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }
}
