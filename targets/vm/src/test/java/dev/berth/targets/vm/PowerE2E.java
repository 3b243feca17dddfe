package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.ssh.live.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a program outside a silent host says of its power, true or not. */
class PowerE2E {

  private static final Duration LEAST = Duration.ofSeconds(5);
  private static final String LONG = "while [ ! -e /tmp/end ]; do sleep 0.1; done";

  @SuppressWarnings("NullAway.Init")
  private HostGroup hosts;

  @BeforeEach
  void start() {
    hosts = HostGroup.start("sloe", 3);
  }

  @AfterEach
  void stop() {
    hosts.close();
  }

  private Map<String, String> asking(String program) {
    return Map.of(
        "power-status", program, "power-status-off", "off", "power-status-for", LEAST.toString());
  }

  private Driver open(String program) {
    return HostTarget.open(hosts, asking(program));
  }

  @Test
  void aHostThatIsSilentAndOffIsLostAndHoldsNothingUp() throws Exception {
    try (Driver monitor = open(hosts.powerStatus());
        Driver provisioner = open(hosts.powerStatus())) {
      AttemptId attempt = HostTarget.attempt("dark");
      provisioner.submit(Wish.script(attempt, LONG));
      Waiting.until(monitor, attempt, Observation.Running.class);
      String host = hostOf(monitor, attempt);

      hosts.kill(host);
      Waiting.until(monitor, attempt, Observation.Unreachable.class);
      String evidence = Waiting.until(monitor, attempt, Observation.Gone.class).evidence();

      assertThat(evidence)
          .contains(host + " has not answered since ", "'off' has been said", LEAST.toString());
      assertThat(Waiting.until(monitor, attempt, Observation.Gone.class).evidence())
          .as("it does not change from look to look")
          .isEqualTo(evidence);
      assertThat(Waiting.released(provisioner, attempt).evidence())
          .contains(host + " has not answered since ", "'off' has been said");
      assertThat(monitor.find()).isEmpty();
      AttemptId next = attempt.next();
      assertThat(provisioner.submit(Wish.script(next, LONG)))
          .isInstanceOf(SubmitOutcome.Submitted.class);
      assertThat(hostOf(monitor, next)).isNotEqualTo(host);

      hosts.boot(host);
      assertThat(Waiting.until(monitor, attempt, Observation.Pending.class).reason())
          .contains("was released while " + host + " did not answer");
      assertThat(Waiting.seen(monitor, next)).containsInstanceOf(Observation.Running.class);
      Waiting.released(provisioner, attempt);
      assertThat(claims(host)).doesNotContain(attempt.toString());
      Waiting.released(provisioner, next);
      assertThat(monitor.find()).isEmpty();
    }
  }

  @Test
  void aHostThatIsSilentAndOnIsNotLost() throws Exception {
    try (Driver driver = open(hosts.powerStatus())) {
      AttemptId attempt = HostTarget.attempt("cut");
      driver.submit(Wish.script(attempt, LONG));
      Observation running = Waiting.until(driver, attempt, Observation.Running.class);
      String host = hostOf(driver, attempt);

      hosts.partition(host);
      Waiting.until(driver, attempt, Observation.Unreachable.class);

      await()
          .pollInterval(Duration.ofMillis(500))
          .during(LEAST.multipliedBy(3))
          .atMost(LEAST.multipliedBy(12))
          .untilAsserted(() ->
              assertThat(Waiting.seen(driver, attempt))
                  .containsInstanceOf(Observation.Unreachable.class));
      hosts.heal(host);
      assertThat(Waiting.until(driver, attempt, Observation.Running.class)).isEqualTo(running);
      Waiting.released(driver, attempt);
    }
  }

  @Test
  void aReleaseGoesOnOnlyOnceThePowerIsOffForLongEnough() throws Exception {
    try (Driver driver = open(hosts.powerStatus())) {
      AttemptId attempt = HostTarget.attempt("later");
      driver.submit(Wish.script(attempt, LONG));
      String host = hostOf(driver, attempt);
      hosts.partition(host);

      await()
          .pollInterval(Duration.ofMillis(500))
          .during(LEAST.multipliedBy(2))
          .atMost(LEAST.multipliedBy(12))
          .untilAsserted(() ->
              assertThat(driver.release(attempt))
                  .isInstanceOfSatisfying(
                      ReleaseOutcome.Releasing.class,
                      one -> assertThat(one.waitingFor()).contains(host)));
      hosts.kill(host);

      Waiting.released(driver, attempt);
    }
  }

  @Test
  void aProgramThatLiesIsPutRightWhenItsHostIsBackWithTheProgramRunning() throws Exception {
    try (Driver monitor = open("echo {name} off");
        Driver provisioner = lying()) {
      AttemptId attempt = HostTarget.attempt("lied");
      provisioner.submit(Wish.script(attempt, LONG));
      Waiting.until(monitor, attempt, Observation.Running.class);
      String host = hostOf(monitor, attempt);

      hosts.partition(host);
      Waiting.released(provisioner, attempt);
      AttemptId next = attempt.next();
      provisioner.submit(Wish.script(next, LONG));
      String other = hostOf(monitor, next);
      hosts.heal(host);

      Waiting.until(monitor, attempt, Observation.Running.class);
      assertThat(processes(host, attempt)).isNotBlank();
      Waiting.released(provisioner, attempt);
      assertThat(processes(host, attempt)).isBlank();
      assertThat(claims(host)).doesNotContain(attempt.toString());
      assertThat(monitor.find()).extracting(NativeAttempt::attempt).containsExactly(next);
      assertThat(Waiting.seen(monitor, next)).containsInstanceOf(Observation.Running.class);
      assertThat(other).isNotEqualTo(host);
      Waiting.released(provisioner, next);
    }
  }

  @Test
  void aProgramThatLiesIsPutRightByTheNextSubmissionToo() throws Exception {
    try (Driver driver = lying()) {
      AttemptId attempt = HostTarget.attempt("stopped");
      driver.submit(Wish.script(attempt, LONG));
      String host = hostOf(driver, attempt);
      hosts.partition(host);
      Waiting.released(driver, attempt);
      hosts.heal(host);
      Waiting.until(driver, attempt, Observation.Running.class);

      AttemptId next = HostTarget.attempt("after");
      driver.submit(Wish.script(next, LONG));

      assertThat(processes(host, attempt)).isBlank();
      assertThat(driver.find()).extracting(NativeAttempt::attempt).containsExactly(next);
      Waiting.released(driver, next);
    }
  }

  @Test
  void aReleaseThatHadBegunOnTheHostBeforeItsSilenceIsNoOtherCase() throws Exception {
    try (Driver driver = lying()) {
      AttemptId attempt = HostTarget.attempt("begun");
      driver.submit(Wish.script(attempt, "trap '' TERM; " + LONG));
      Waiting.until(driver, attempt, Observation.Running.class);
      String host = hostOf(driver, attempt);
      assertThat(driver.release(attempt)).isInstanceOf(ReleaseOutcome.Releasing.class);
      hosts.partition(host);
      Waiting.released(driver, attempt);

      hosts.heal(host);

      Waiting.until(driver, attempt, Observation.Running.class);
      Waiting.released(driver, attempt);
      assertThat(processes(host, attempt)).isBlank();
      assertThat(driver.find()).isEmpty();
    }
  }

  @Test
  void theChecksShowWhatIsSaidOfEachHost() {
    hosts.kill("h2");

    List<Check> told = new ArrayList<>();
    new VmDriverProvider().check(HostTarget.over(hosts, asking(hosts.powerStatus())), told::add);

    assertThat(told)
        .contains(
            new Check(
                "power",
                new CheckOutcome.Passed(
                    "'on' is said of h1, h3; 'off', which is off, is said of h2")));
  }

  /** That of all hosts it says that they are off. */
  private Driver lying() {
    return HostTarget.open(
        hosts,
        Map.of(
            "power-status", "echo off {name}",
            "power-status-off", "off h[0-9]",
            "power-status-for", LEAST.toString()));
  }

  private static String hostOf(Driver driver, AttemptId attempt) throws Exception {
    return driver.find().stream()
        .filter(found -> found.attempt().equals(attempt))
        .map(found -> found.nativeId().split("/")[0])
        .findFirst()
        .orElseThrow();
  }

  private String claims(String host) {
    return hosts.on(host, "ls ~root/.berth/yard/claims ~root/.berth/yard/runs");
  }

  private String processes(String host, AttemptId attempt) {
    return hosts.on(
        host, "grep -lzxF BERTH_ATTEMPT=" + attempt + " /proc/[0-9]*/environ 2>/dev/null || true");
  }
}
