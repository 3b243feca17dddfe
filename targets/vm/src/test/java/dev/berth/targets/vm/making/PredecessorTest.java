package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service was killed, and its Terraform goes on; whoever comes next waits for it. */
class PredecessorTest {

  private static final AttemptId ATTEMPT = AttemptId.parse("train-1");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** As Terraform is led, with a plug-in that does not end by itself. */
  private static final String TERRAFORM =
      "cat /proc/$$/stat >session.new; mv session.new session; sleep 600 & exec sleep 600";

  @TempDir private Path folder;

  @Test
  void whoseTerraformIsKilledMeanwhileIsNotWaitedForAnyMoreAndItsPluginIsEnded() throws Exception {
    Path work = Files.createDirectories(folder.resolve("work/attempts/train-1"));
    Process terraform =
        new ProcessBuilder("setsid", "/bin/sh", "-c", TERRAFORM).directory(work.toFile()).start();
    await().atMost(PATIENCE).until(() -> Files.exists(work.resolve("session")));
    Session session = Session.parse(Files.readString(work.resolve("session"))).orElseThrow();
    await().atMost(PATIENCE).until(() -> session.members().size() == 2);
    try (MadeMachines machines = machines();
        ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> next =
          beside.submit(() -> machines.acquire(ATTEMPT, Ec2Pool.wish(ATTEMPT, 1, false)));
      try {
        assertThatThrownBy(() -> next.get(1, TimeUnit.SECONDS))
            .as("it is waited for")
            .isInstanceOf(java.util.concurrent.TimeoutException.class);

        terraform.destroyForcibly();

        // There is no Terraform to go on with: that is what it comes to.
        assertThatThrownBy(() -> next.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
            .hasRootCauseInstanceOf(TargetTroubleException.class);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(session.members()).isEmpty());
      } finally {
        session.kill();
      }
    }
  }

  private MadeMachines machines() {
    Target target =
        TestSettings.target(
            Map.of(
                "terraform",
                "ec2",
                "terraform-program",
                folder.resolve("nowhere").toString(),
                "terraform-folder",
                folder.resolve("work").toString(),
                "terraform-inputs",
                "image=ami-1",
                "berth-addresses",
                "10.0.0.1/32",
                "key",
                folder.resolve("key").toString()));
    return new MadeMachines(
        target, TestSettings.of(target), 30, Clock.systemUTC(), _ -> Optional.empty());
  }
}
