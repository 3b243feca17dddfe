package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.ssh.live.Wish;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider that takes a machine back says so first, and the program hears of it. */
class PreemptionE2E {

  @Test
  void berthHearsOfItWhileTheProgramRunsAndTheReleaseLetsItFinishWhatItWasToldOnce()
      throws Exception {
    AttemptId attempt = HostTarget.attempt("heard");
    try (HostGroup hosts = HostGroup.start("alder", 1, "--clouds", "aws");
        Driver driver = HostTarget.open(hosts, Map.of("notices", "ec2", "grace", "PT20S"))) {
      driver.submit(
          Wish.script(
              attempt,
              "trap 'echo begun >>/root/told; sleep 3; echo saved >>/root/told; exit 0' TERM; while :; do sleep 0.2; done"));
      Waiting.until(driver, attempt, Observation.Running.class);

      hosts.preemptNotice("h1");

      Observation seen =
          Waiting.until(
              driver,
              attempt,
              one -> one instanceof Observation.Running running && running.notice() != null);
      assertThat(seen.toString()).contains("ec2", "terminate");
      Waiting.released(driver, attempt);
      assertThat(hosts.on("h1", "cat /root/told")).isEqualTo("begun\nsaved\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"aws, ec2, 0", "gce, compute-engine, 3", "azure, azure, 0", "gce, auto, 0"})
  void theProgramIsToldAndItsEndIsAPreemption(String cloud, String notices, int code)
      throws Exception {
    AttemptId attempt = HostTarget.attempt("spot");
    try (HostGroup hosts = HostGroup.start("larch", 1, "--clouds", cloud);
        Driver driver = HostTarget.open(hosts, Map.of("notices", notices))) {
      driver.submit(
          Wish.script(
              attempt,
              "trap 'echo saved >\"$BERTH_CHECKPOINT_DIR/state\"; exit %d' TERM; while :; do sleep 0.2; done"
                  .formatted(code)));
      Waiting.until(driver, attempt, Observation.Running.class);

      hosts.preemptNotice("h1");

      Observation.Failed failed = Waiting.until(driver, attempt, Observation.Failed.class);
      assertThat(failed.category()).isEqualTo(FailureCategory.PREEMPTED);
      assertThat(failed.exitCode()).isEqualTo(code);
      assertThat(hosts.on("h1", "cat .berth/yard/checkpoints/%s/state".formatted(attempt.job())))
          .isEqualTo("saved\n");
      Waiting.released(driver, attempt);
    }
  }
}
