package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.ssh.live.Wish;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gang of which one worker does not come up on a host that answers. */
class StartWithinE2E {

  private static final String THREE =
      "'workers': {'min': 3, 'max': 3}, 'gang': true, 'resources': {'cpus': 3, 'memoryMiB': 512},";

  /** As on a file system that hangs: whoever claims a worker's folder waits. */
  private static final String HANGS =
      """
      cat >/usr/local/bin/mkdir <<'END'
      #!/bin/sh
      case $1 in */claim) sleep 600 ;; esac
      exec /bin/mkdir "$@"
      END
      chmod 755 /usr/local/bin/mkdir
      """;

  @Test
  void isRefusedWhenItsTimeIsUpAndLeavesNothing() throws Exception {
    AttemptId attempt = HostTarget.attempt("late");
    try (HostGroup hosts = HostGroup.start("late", 3);
        Driver driver = HostTarget.open(hosts, Map.of("start-within", "PT6S"))) {
      hosts.on("h2", HANGS);

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
}
