package dev.berth.targets.vm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.ssh.live.Wish;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Accelerators that the fleet file counts on a host: who has which is settled there. */
class AcceleratorsE2E {

  private static final Accelerators FOUR = new Accelerators("a100", 4);
  private static final String SAYING =
      "echo \"worker $BERTH_RANK sees <$CUDA_VISIBLE_DEVICES>\"; sleep 600";

  private static Driver open(HostGroup hosts) {
    return new VmDriverProvider().open(HostTarget.over(hosts, Map.of(), FOUR));
  }

  private static String with(int workers, int each) {
    return "'workers': {'min': %1$d, 'max': %1$d}, 'resources': {'cpus': 0.5, 'memoryMiB': 64, 'accelerators': {'kind': 'a100', 'count': %2$d}},"
        .formatted(workers, each);
  }

  @Test
  void eachWorkerSeesItsOwnAndNoTwoAttemptsShareOneThoughBerthIsStartedAgain() throws Exception {
    AttemptId gang = HostTarget.attempt("gang");
    AttemptId alone = HostTarget.attempt("alone");
    AttemptId more = HostTarget.attempt("more");
    AttemptId none = HostTarget.attempt("none");
    AttemptId next = HostTarget.attempt("next");
    try (HostGroup hosts = HostGroup.start("rowan", 1)) {
      try (Driver driver = open(hosts)) {
        driver.submit(Wish.with(gang, SAYING, with(2, 1)));
        assertThat(said(driver, gang))
            .contains("[worker-0] worker 0 sees <0>", "[worker-1] worker 1 sees <1>");
      }
      try (Driver driver = open(hosts)) {
        driver.submit(Wish.with(alone, SAYING, with(1, 2)));
        assertThat(said(driver, alone)).isEqualTo("worker 0 sees <2,3>\n");
        assertThat(driver.submit(Wish.with(more, SAYING, with(1, 1))))
            .isInstanceOfSatisfying(
                SubmitOutcome.Refused.class,
                refused -> assertThat(refused.category()).isEqualTo(FailureCategory.CAPACITY));
        driver.submit(Wish.script(none, SAYING));
        assertThat(said(driver, none)).isEqualTo("worker 0 sees <>\n");

        Waiting.released(driver, gang);
        driver.submit(Wish.with(next, SAYING, with(1, 2)));
        assertThat(said(driver, next)).isEqualTo("worker 0 sees <0,1>\n");
        for (AttemptId attempt : List.of(alone, more, none, next)) {
          Waiting.released(driver, attempt);
        }
        assertThat(hosts.on("h1", "ls .berth/yard/devices .berth/yard/claims"))
            .doesNotContain("-1\n");
      }
    }
  }

  @Test
  void programsThatSubmitAtOnceGetDifferentOnes() throws Exception {
    try (HostGroup hosts = HostGroup.start("elder", 1);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<AttemptId> attempts = new ArrayList<>();
      List<Future<String>> seen = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        AttemptId attempt = HostTarget.attempt("race");
        attempts.add(attempt);
        Callable<String> submitting =
            () -> {
              try (Driver own = open(hosts)) {
                own.submit(Wish.with(attempt, SAYING, with(1, 1)));
                return said(own, attempt);
              }
            };
        seen.add(threads.submit(submitting));
      }
      List<String> all = new ArrayList<>();
      for (Future<String> one : seen) {
        all.add(one.get());
      }
      assertThat(all)
          .containsExactlyInAnyOrder(
              "worker 0 sees <0>\n",
              "worker 0 sees <1>\n",
              "worker 0 sees <2>\n",
              "worker 0 sees <3>\n");
      try (Driver driver = open(hosts)) {
        for (AttemptId attempt : attempts) {
          Waiting.released(driver, attempt);
        }
      }
    }
  }

  /** Once all workers have said something. */
  private static String said(Driver driver, AttemptId attempt) throws Exception {
    Waiting.until(
        driver,
        attempt,
        one -> one instanceof Observation.Running && printed(driver, attempt).contains("sees"));
    return printed(driver, attempt);
  }

  private static String printed(Driver driver, AttemptId attempt) {
    try (InputStream stream = driver.logs(attempt, false).orElse(InputStream.nullInputStream())) {
      return new String(stream.readAllBytes(), UTF_8);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
