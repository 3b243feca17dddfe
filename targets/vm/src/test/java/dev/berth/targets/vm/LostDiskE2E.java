package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.ssh.live.Wish;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gang on all hosts of a target, of which one loses what was on its disk. */
class LostDiskE2E {

  private static final String THREE =
      "'workers': {'min': 3, 'max': 3}, 'gang': true, 'resources': {'cpus': 3, 'memoryMiB': 512},";

  @SuppressWarnings("NullAway.Init")
  private static HostGroup hosts;

  @SuppressWarnings("NullAway.Init")
  private Driver driver;

  @BeforeAll
  static void start() {
    hosts = HostGroup.start("disk", 3);
  }

  @AfterAll
  static void stop() {
    hosts.close();
  }

  @BeforeEach
  void open() {
    driver = HostTarget.open(hosts, Map.of());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void anotherMachineInTheHostsPlaceProvesTheLoss() throws Exception {
    AttemptId attempt = HostTarget.attempt("replaced");
    driver.submit(Wish.with(attempt, "sleep 600", THREE));
    Waiting.until(driver, attempt, Observation.Running.class);

    hosts.kill("h2");
    hosts.replace("h2");

    Observation.Gone gone = Waiting.until(driver, attempt, Observation.Gone.class);
    assertThat(gone.evidence()).contains("h2 answers, and nothing of the attempt is on its disk");
    Waiting.released(driver, attempt);
    assertNothingRuns(attempt);
  }

  @Test
  void aFolderThatIsDeletedUnderARunningProgramIsALossAndItsReleaseEndsTheProgram()
      throws Exception {
    AttemptId attempt = HostTarget.attempt("deleted");
    driver.submit(Wish.with(attempt, "sleep 600", THREE));
    Waiting.until(driver, attempt, Observation.Running.class);

    hosts.on("h2", "rm -rf /root/.berth/yard");

    Waiting.until(driver, attempt, Observation.Gone.class);
    assertThat(processes("h2", attempt)).isNotBlank();
    Waiting.released(driver, attempt);
    assertNothingRuns(attempt);
  }

  @Test
  void aFolderOfASingleWorkerThatIsDeletedIsALossAndTheProgramIsNotBegunAgain() throws Exception {
    AttemptId attempt = HostTarget.attempt("single");
    driver.submit(Wish.script(attempt, "sleep 600"));
    Waiting.until(driver, attempt, Observation.Running.class);
    String host = driver.find().getFirst().nativeId().split("/")[0];
    String before = processes(host, attempt);

    hosts.on(host, "rm -rf /root/.berth/yard/runs/" + attempt);

    assertThat(Waiting.until(driver, attempt, Observation.Gone.class).evidence())
        .isEqualTo("worker 0 began on %s, which answers, and its folder there is gone", host);
    assertThat(driver.submit(Wish.script(attempt, "sleep 600")))
        .isEqualTo(new SubmitOutcome.Submitted(host + "/" + attempt, true));
    assertThat(Waiting.seen(driver, attempt)).containsInstanceOf(Observation.Gone.class);
    assertThat(processes(host, attempt)).isEqualTo(before).isNotBlank();
    Waiting.released(driver, attempt);
    assertNothingRuns(attempt);
    assertThat(hosts.on(host, "ls /root/.berth/yard/begun")).isBlank();
  }

  private static void assertNothingRuns(AttemptId attempt) {
    for (String host : new String[] {"h1", "h2", "h3"}) {
      assertThat(processes(host, attempt)).as(host).isBlank();
    }
  }

  private static String processes(String host, AttemptId attempt) {
    return hosts.on(
        host, "grep -lzxF BERTH_ATTEMPT=" + attempt + " /proc/[0-9]*/environ 2>/dev/null || true");
  }
}
