package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.ssh.live.Wish;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of attempts when hosts die, are cut off, or are not who they were. */
class OutagesE2E {

  private static final String GANG =
      "'workers': {'min': 3, 'max': 3}, 'resources': {'cpus': 4, 'memoryMiB': 512},";

  @SuppressWarnings("NullAway.Init")
  private HostGroup hosts;

  @SuppressWarnings("NullAway.Init")
  private Driver driver;

  @BeforeEach
  void open() {
    hosts = HostGroup.start("fir", 3);
    driver = HostTarget.open(hosts, Map.of());
  }

  @AfterEach
  void close() {
    driver.close();
    hosts.close();
  }

  @Test
  void aHostThatIsCutOffMakesItsAttemptUnreachableAndIsAdoptedWhenItIsBack() throws Exception {
    AttemptId attempt = HostTarget.attempt("cut");
    driver.submit(Wish.script(attempt, "while [ ! -e /tmp/end ]; do sleep 0.1; done"));
    Observation running = Waiting.until(driver, attempt, Observation.Running.class);
    String host = hostOf(attempt);

    hosts.partition(host);
    Observation.Unreachable unreachable =
        Waiting.until(driver, attempt, Observation.Unreachable.class);
    assertThat(unreachable.since()).isNotNull();
    assertThat(driver.release(HostTarget.attempt("else")))
        .isInstanceOf(ReleaseOutcome.Released.class);

    hosts.heal(host);
    assertThat(Waiting.until(driver, attempt, Observation.Running.class)).isEqualTo(running);
    hosts.on(host, "touch /tmp/end");
    Waiting.until(driver, attempt, Observation.Succeeded.class);
    Waiting.released(driver, attempt);
  }

  @Test
  void aHostThatDiedHoldsItsReleaseUpUntilItIsBackAndIsProvenToHaveLostIt() throws Exception {
    AttemptId attempt = HostTarget.attempt("died");
    driver.submit(Wish.script(attempt, "sleep 600"));
    Waiting.until(driver, attempt, Observation.Running.class);
    String host = hostOf(attempt);

    hosts.kill(host);
    Waiting.until(driver, attempt, Observation.Unreachable.class);
    assertThat(driver.release(attempt))
        .isInstanceOfSatisfying(
            ReleaseOutcome.Releasing.class, one -> assertThat(one.waitingFor()).contains(host));
    AttemptId next = attempt.next();
    assertThat(driver.submit(Wish.script(next, "sleep 600")))
        .isInstanceOf(SubmitOutcome.Submitted.class);
    assertThat(hostOf(next)).isNotEqualTo(host);

    hosts.boot(host);
    assertThat(Waiting.until(driver, attempt, Observation.Gone.class).evidence())
        .contains("booted");
    Waiting.released(driver, attempt);
    Waiting.released(driver, next);
  }

  @Test
  void aHostThatIsTakenOutOfTheInventoryHoldsNothingUp() throws Exception {
    AttemptId attempt = HostTarget.attempt("struck");
    driver.submit(Wish.script(attempt, "sleep 600"));
    String host = hostOf(attempt);
    hosts.kill(host);
    String without =
        String.join(
            ",",
            List.of(hosts.inventory().split(",")).stream()
                .filter(one -> !one.startsWith(host + '='))
                .toList());

    try (Driver fewer = HostTarget.open(hosts, Map.of("hosts", without))) {
      assertThat(Waiting.until(fewer, attempt, Observation.Gone.class).evidence()).contains(host);
      Waiting.released(fewer, attempt);
    }
  }

  @Test
  void withoutMoreThanHalfOfTheHostsNothingIsSaidAtAll() throws Exception {
    AttemptId attempt = HostTarget.attempt("half");
    driver.submit(Wish.script(attempt, "sleep 600"));
    hosts.partition("h1");
    hosts.partition("h2");

    assertThatThrownBy(driver::find).isInstanceOf(TargetTroubleException.class);
    assertThatThrownBy(() -> driver.submit(Wish.script(attempt.next(), "true")))
        .isInstanceOf(TargetTroubleException.class);
    assertThatThrownBy(() -> driver.release(attempt)).isInstanceOf(TargetTroubleException.class);

    hosts.heal("h1");
    hosts.heal("h2");
    Waiting.released(driver, attempt);
  }

  @Test
  void aHostWithAnotherKeyIsNotSpokenTo() throws Exception {
    AttemptId attempt = HostTarget.attempt("strange");
    driver.submit(Wish.script(attempt, "sleep 600"));
    String host = hostOf(attempt);
    String known = Files.readString(hosts.knownHosts());
    hosts.kill(host);
    hosts.replace(host);
    Files.writeString(hosts.knownHosts(), known);

    Waiting.until(driver, attempt, Observation.Unreachable.class);

    List<Check> told = new ArrayList<>();
    new VmDriverProvider().check(HostTarget.over(hosts, Map.of()), told::add);
    assertThat(told)
        .filteredOn(one -> one.name().equals("hosts"))
        .singleElement()
        .satisfies(one ->
            assertThat(one.outcome())
                .isInstanceOfSatisfying(
                    CheckOutcome.Failed.class,
                    failed ->
                        assertThat(failed.reason())
                            .contains(host, "Host key verification failed")));
    assertThat(hosts.reached()).isNotEmpty();
  }

  @Test
  void aGangOfWhichOneIsDeadIsRefusedAndLeavesNothing() throws Exception {
    AttemptId attempt = HostTarget.attempt("gang");
    hosts.kill("h2");

    SubmitOutcome outcome = driver.submit(Wish.with(attempt, "sleep 600", GANG));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            SubmitOutcome.Refused.class,
            one -> {
              assertThat(one.category()).isEqualTo(FailureCategory.CAPACITY);
              assertThat(one.reason()).contains("h2");
            });
    Waiting.released(driver, attempt);
    assertThat(driver.find()).isEmpty();
  }

  @Test
  void aGangOfWhichOneDiesIsUnreachableAndEndsWhenItIsBack() throws Exception {
    AttemptId attempt = HostTarget.attempt("three");
    driver.submit(Wish.with(attempt, "sleep 600", GANG));
    Waiting.until(driver, attempt, Observation.Running.class);

    hosts.kill("h3");
    Waiting.until(driver, attempt, Observation.Unreachable.class);
    assertThat(driver.release(attempt)).isInstanceOf(ReleaseOutcome.Releasing.class);
    // What can be reached has ended all the same.
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(hosts.on("h1", "pgrep -x sleep -a || true")).doesNotContain("600"));

    hosts.boot("h3");
    Waiting.released(driver, attempt);
    assertThat(driver.find()).isEmpty();
  }

  @Test
  void aFullDiskIsTroubleBeforeTheStartAndInfrastructureAfterIt() throws Exception {
    AttemptId fills = HostTarget.attempt("fills");
    AttemptId late = HostTarget.attempt("late");
    String one = List.of(hosts.inventory().split(",")).getFirst();
    try (Driver small =
        HostTarget.open(hosts, Map.of("scratch", "/mnt/small/berth", "hosts", one))) {
      small.submit(
          Wish.script(
              fills, "dd if=/dev/zero of=/mnt/small/big bs=4k 2>/dev/null; echo full; exit 9"));

      Observation.Failed failed = Waiting.until(small, fills, Observation.Failed.class);
      assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE);
      assertThat(failed.exitCode()).isEqualTo(9);
      assertThatThrownBy(() ->
              small.submit(Wish.with(late, "true", "'resources': {'memoryMiB': 512, 'cpus': 1},")))
          .isInstanceOf(TargetTroubleException.class)
          .hasMessageContaining("cannot be written to");

      hosts.on("h1", "rm /mnt/small/big");
      Waiting.released(small, fills);
      Waiting.released(small, late);
    }
  }

  /** Where its first worker is. */
  private String hostOf(AttemptId attempt) throws Exception {
    return driver.find().stream()
        .filter(found -> found.attempt().equals(attempt))
        .map(found -> found.nativeId().split("/")[0])
        .findFirst()
        .orElseThrow();
  }
}
