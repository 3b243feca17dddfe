package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.ssh.live.Wish;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A gang of which one worker does not come up, or is not seen to. */
class StartWithinE2E {

  private static final String THREE =
      "'workers': {'min': 3, 'max': 3}, 'gang': true, 'resources': {'cpus': 3, 'memoryMiB': 512},";

  /** As on a file system that hangs: whoever claims a worker's folder waits so many seconds. */
  private static String hangs(int seconds) {
    return """
    cat >/usr/local/bin/mkdir <<'END'
    #!/bin/sh
    case $1 in */claim) : >/root/claiming; sleep %d ;; esac
    exec /bin/mkdir "$@"
    END
    chmod 755 /usr/local/bin/mkdir
    """
        .formatted(seconds);
  }

  @Test
  void isRefusedWhenItsTimeIsUpAndLeavesNothing() throws Exception {
    AttemptId attempt = HostTarget.attempt("late");
    try (HostGroup hosts = HostGroup.start("late", 3);
        Driver driver = HostTarget.open(hosts, Map.of("start-within", "PT6S"))) {
      hosts.on("h2", hangs(600));

      SubmitOutcome outcome = driver.submit(Wish.with(attempt, "sleep 600", THREE));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              SubmitOutcome.Refused.class,
              refused -> {
                assertThat(refused.category()).isEqualTo(FailureCategory.CAPACITY);
                assertThat(refused.reason()).contains("has not come up on h2", "within PT6S");
              });
      assertThat(Waiting.seen(driver, attempt))
          .hasValueSatisfying(seen -> assertThat(seen).isNotInstanceOf(Observation.Running.class));
      Waiting.released(driver, attempt);
      for (String host : new String[] {"h1", "h2", "h3"}) {
        assertThat(hosts.on(host, "grep -lz ^BERTH_RUN= /proc/[0-9]*/environ 2>/dev/null || true"))
            .as(host)
            .isBlank();
      }
      assertThat(driver.find()).isEmpty();
    }
  }

  /** Silence is no absence: what was started runs, and is found when it can be seen again. */
  @Test
  void isNeitherRefusedNorRunTwiceWhenAHostFallsSilentOnceItWasStarted() throws Exception {
    AttemptId attempt = HostTarget.attempt("unseen");
    Submission submission = Wish.with(attempt, "echo ran >>/root/story", THREE);
    try (HostGroup hosts = HostGroup.start("unseen", 3);
        Driver driver = HostTarget.open(hosts, Map.of("start-within", "PT8S"));
        ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      hosts.on("h2", hangs(5));

      Future<SubmitOutcome> submitted = beside.submit(() -> driver.submit(submission));
      hosts.on("h2", "until [ -e /root/claiming ]; do sleep 0.05; done");
      hosts.partition("h2");

      assertThatThrownBy(submitted::get)
          .cause()
          .isInstanceOf(TargetTroubleException.class)
          .hasMessageContaining("h2");
      hosts.heal("h2");
      assertThat(driver.submit(submission))
          .isInstanceOfSatisfying(
              SubmitOutcome.Submitted.class, taken -> assertThat(taken.adopted()).isTrue());
      Waiting.until(driver, attempt, Observation.Succeeded.class);
      for (String host : new String[] {"h1", "h2", "h3"}) {
        assertThat(hosts.on(host, "cat /root/story")).as(host).isEqualToIgnoringNewLines("ran");
      }
      Waiting.released(driver, attempt);
    }
  }
}
