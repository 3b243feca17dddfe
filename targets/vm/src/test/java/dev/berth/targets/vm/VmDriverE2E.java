package dev.berth.targets.vm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.ssh.live.Wish;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a driver over three hosts that stand answers. */
class VmDriverE2E {

  @SuppressWarnings("NullAway.Init")
  private static HostGroup hosts;

  @SuppressWarnings("NullAway.Init")
  private Driver driver;

  @BeforeAll
  static void start() {
    hosts = HostGroup.start("pine", 3);
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
  void runsAProgramToItsEndAndForgetsItWhenItIsReleased() throws Exception {
    AttemptId attempt = HostTarget.attempt("ends");

    SubmitOutcome outcome =
        driver.submit(
            Wish.with(
                attempt,
                "echo said by $BERTH_ATTEMPT, $BERTH_SAID; test -d \"$BERTH_CHECKPOINT_DIR\" && sleep 2",
                "'environment': {'BERTHS': 'x', 'SAID': 'y'},"));

    assertThat(outcome).isInstanceOf(SubmitOutcome.Submitted.class);
    Waiting.until(driver, attempt, Observation.Running.class);
    Waiting.until(driver, attempt, Observation.Succeeded.class);
    assertThat(printed(driver.logs(attempt, false))).contains("said by " + attempt);
    Waiting.released(driver, attempt);
    assertThat(Waiting.seen(driver, attempt)).isEmpty();
    assertThat(printed(driver.logs(attempt, false))).contains("said by " + attempt);
    assertNothingLeft(attempt);
  }

  @Test
  void tellsAProgramsExitCodeAndTheLastItSaid() throws Exception {
    AttemptId attempt = HostTarget.attempt("fails");

    driver.submit(Wish.script(attempt, "echo I give up; exit 7"));

    Observation.Failed failed = Waiting.until(driver, attempt, Observation.Failed.class);
    assertThat(failed.category()).isEqualTo(FailureCategory.APPLICATION);
    assertThat(failed.exitCode()).isEqualTo(7);
    assertThat(failed.logTail()).contains("I give up");
    Waiting.released(driver, attempt);
  }

  @Test
  void outlivesTheOneWhoSubmittedIt() throws Exception {
    AttemptId attempt = HostTarget.attempt("outlives");
    try (Driver other = HostTarget.open(hosts, Map.of())) {
      other.submit(Wish.script(attempt, "sleep 3; echo done"));
    }

    Waiting.until(driver, attempt, Observation.Succeeded.class);

    Waiting.released(driver, attempt);
  }

  @Test
  void adoptsWhatIsThereAndRefusesAnotherSpec() throws Exception {
    AttemptId attempt = HostTarget.attempt("twice");

    SubmitOutcome first = driver.submit(Wish.script(attempt, "sleep 60"));
    SubmitOutcome again = driver.submit(Wish.script(attempt, "sleep 60"));
    SubmitOutcome other = driver.submit(Wish.script(attempt, "sleep 61"));

    assertThat(first)
        .isInstanceOfSatisfying(
            SubmitOutcome.Submitted.class,
            one -> assertThat(again).isEqualTo(new SubmitOutcome.Submitted(one.nativeId(), true)));
    assertThat(other)
        .isInstanceOfSatisfying(
            SubmitOutcome.Refused.class,
            refused -> assertThat(refused.category()).isEqualTo(FailureCategory.CONFIGURATION));
    assertThat(processes("sleep 60", attempt)).hasSize(1);
    Waiting.released(driver, attempt);
    assertNothingLeft(attempt);
  }

  @Test
  void refusesForEverWhatWasReleasedWhetherItWasThereOrNot() throws Exception {
    AttemptId there = HostTarget.attempt("there");
    AttemptId never = HostTarget.attempt("never");

    driver.submit(Wish.script(there, "sleep 60"));
    Waiting.released(driver, there);
    Waiting.released(driver, never);

    try (Driver another = HostTarget.open(hosts, Map.of())) {
      for (AttemptId attempt : new AttemptId[] {there, never}) {
        assertThat(another.submit(Wish.script(attempt, "sleep 60")))
            .isInstanceOfSatisfying(
                SubmitOutcome.Refused.class,
                refused ->
                    assertThat(refused.category()).isEqualTo(FailureCategory.INFRASTRUCTURE));
        assertThat(Waiting.seen(another, attempt)).isEmpty();
        assertThat(another.release(attempt)).isInstanceOf(ReleaseOutcome.Released.class);
      }
    }
  }

  @Test
  void endsWhatDoesNotHeedTheSignalAndWhatLeftItsSession() throws Exception {
    AttemptId attempt = HostTarget.attempt("stubborn");
    driver.submit(
        Wish.script(
            attempt,
            "setsid -f sleep 600; trap '' TERM; i=0; while [ $i -lt 600 ]; do sleep 0.1; i=$((i+1)); done"));
    Waiting.until(driver, attempt, Observation.Running.class);

    assertThat(driver.release(attempt)).isInstanceOf(ReleaseOutcome.Releasing.class);
    Waiting.released(driver, attempt);

    assertNothingLeft(attempt);
  }

  @Test
  void startsAGangWholeAndTellsItsWorkersApart() throws Exception {
    AttemptId attempt = HostTarget.attempt("gang");

    driver.submit(
        Wish.with(
            attempt,
            "echo I am $BERTH_RANK of $BERTH_WORLD_SIZE on $(hostname); [ $BERTH_RANK != 1 ] || exit 3; sleep 60",
            "'workers': {'min': 3, 'max': 3}, 'resources': {'cpus': 4, 'memoryMiB': 512},"));

    Observation.Failed failed = Waiting.until(driver, attempt, Observation.Failed.class);
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(printed(driver.logs(attempt, false)))
        .contains("[worker-0] I am 0 of 3 on ", "[worker-2] I am 2 of 3 on ");
    Waiting.released(driver, attempt);
    assertNothingLeft(attempt);
  }

  @Test
  void refusesWhatThereIsNoRoomForAndKeepsCount() throws Exception {
    AttemptId large = HostTarget.attempt("large");
    AttemptId small = HostTarget.attempt("small");

    driver.submit(
        Wish.with(
            large,
            "sleep 60",
            "'resources': {'cpus': 4, 'memoryMiB': 2000}, 'workers': {'min': 3, 'max': 3},"));
    SubmitOutcome refused = driver.submit(Wish.script(small, "true"));

    assertThat(refused)
        .isInstanceOfSatisfying(
            SubmitOutcome.Refused.class,
            one -> assertThat(one.category()).isEqualTo(FailureCategory.CAPACITY));
    Capacity full = driver.capacity();
    assertThat(full.cpusTotal()).isEqualTo(12);
    assertThat(full.cpusFree()).isZero();
    assertThat(full.attemptsLive()).isEqualTo(1);
    Waiting.released(driver, large);
    assertThat(driver.capacity().cpusFree()).isEqualTo(12);
    Waiting.released(driver, small);
  }

  @Test
  void tellsChangesToWhoeverWatches() throws Exception {
    AttemptId attempt = HostTarget.attempt("watched");
    BlockingQueue<NativeAttempt> heard = new LinkedBlockingQueue<>();

    try (Subscription _ = driver.watch(heard::add)) {
      driver.submit(Wish.script(attempt, "sleep 2"));
      NativeAttempt last = null;
      while (last == null || !(last.observation() instanceof Observation.Succeeded)) {
        last = heard.poll(60, TimeUnit.SECONDS);
        assertThat(last).isNotNull();
      }
      assertThat(last.attempt()).isEqualTo(attempt);
    }
    Waiting.released(driver, attempt);
  }

  @Test
  void followsWhatIsPrintedUntilTheEnd() throws Exception {
    AttemptId attempt = HostTarget.attempt("followed");
    driver.submit(Wish.script(attempt, "for i in 1 2 3 4; do echo line $i; sleep 0.5; done"));

    String printed = printed(driver.logs(attempt, true));

    assertThat(printed).isEqualTo("line 1\nline 2\nline 3\nline 4\n");
    assertThat(driver.logs(HostTarget.attempt("unknown"), false)).isEmpty();
    Waiting.released(driver, attempt);
  }

  @Test
  void checksWhatIsThere() {
    List<Check> told = new ArrayList<>();

    new VmDriverProvider()
        .check(HostTarget.over(hosts, Map.of("container-engine", "docker")), told::add);

    assertThat(told)
        .extracting(Check::name)
        .containsExactly(
            "settings",
            "hosts",
            "programs",
            "disk",
            "containers",
            "ray",
            "size",
            "power",
            "set-up");
    assertThat(told.subList(0, 4))
        .allSatisfy(one -> assertThat(one.outcome()).isInstanceOf(CheckOutcome.Passed.class));
  }

  private static void assertNothingLeft(AttemptId attempt) {
    for (String host : List.of("h1", "h2", "h3")) {
      assertThat(hosts.on(host, "ls .berth/yard/claims .berth/yard/runs"))
          .doesNotContain(attempt.toString());
    }
    assertThat(processes("", attempt)).isEmpty();
  }

  /** Command lines of an attempt's processes on all hosts. */
  private static List<String> processes(String begin, AttemptId attempt) {
    List<String> found = new ArrayList<>();
    for (String host : List.of("h1", "h2", "h3")) {
      hosts
          .on(
              host,
              "for p in $(grep -lzxF BERTH_ATTEMPT=%s /proc/[0-9]*/environ 2>/dev/null); do tr '\\0' ' ' <${p%%/environ}/cmdline; echo; done"
                  .formatted(attempt))
          .lines()
          .filter(line -> line.startsWith(begin) && !line.isBlank())
          .forEach(found::add);
    }
    return found;
  }

  private static String printed(Optional<InputStream> log) throws Exception {
    try (InputStream stream = log.orElseThrow()) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }
}
