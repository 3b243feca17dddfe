package dev.berth.targets.slurm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.targets.ssh.live.Wish;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every way to every Slurm answers alike. */
abstract class DriverContract {

  private final SlurmCluster cluster;
  private final Way way;

  @TempDir private Path folder = Path.of("");

  private Path scratch = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private Driver driver;

  DriverContract(SlurmCluster cluster, Way way) {
    this.cluster = cluster;
    this.way = way;
  }

  @BeforeEach
  void open() {
    scratch = cluster.scratch();
    driver = Way.open(way.target(cluster, scratch, folder, Map.of()));
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void runsAProgramToItsEndAndForgetsItWhenItIsReleased() throws Exception {
    AttemptId attempt = Way.attempt("ends");

    SubmitOutcome outcome =
        driver.submit(Wish.script(attempt, "echo said by $BERTH_ATTEMPT; sleep 10"));

    assertThat(outcome).isInstanceOf(SubmitOutcome.Submitted.class);
    Waiting.until(driver, attempt, Observation.Running.class);
    Waiting.until(driver, attempt, Observation.Succeeded.class);
    if (way.hasFiles()) {
      assertThat(printed(driver.logs(attempt, false))).contains("said by " + attempt);
    }
    assertThat(driver.release(attempt)).isInstanceOf(ReleaseOutcome.Released.class);
    assertThat(Waiting.seen(driver, attempt)).isEmpty();
    assertThat(cluster.jobsNamed(attempt.toString())).hasSize(1);
  }

  @Test
  void tellsAProgramsExitCodeAndTheLastItSaid() throws Exception {
    AttemptId attempt = Way.attempt("fails");

    driver.submit(Wish.script(attempt, "echo I give up; exit 7"));

    Observation.Failed failed = Waiting.until(driver, attempt, Observation.Failed.class);
    assertThat(failed.category()).isEqualTo(FailureCategory.APPLICATION);
    assertThat(failed.exitCode()).isEqualTo(7);
    if (way.hasFiles()) {
      assertThat(failed.logTail()).contains("I give up");
    }
    Waiting.released(driver, attempt);
  }

  @Test
  void adoptsWhatIsThereAndRefusesAnotherSpec() throws Exception {
    AttemptId attempt = Way.attempt("twice");

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
    Waiting.released(driver, attempt);
    assertThat(cluster.jobsNamed(attempt.toString())).hasSize(1);
  }

  @Test
  void refusesForEverWhatWasReleasedWhetherItWasThereOrNot() throws Exception {
    AttemptId there = Way.attempt("there");
    AttemptId never = Way.attempt("never");

    driver.submit(Wish.script(there, "sleep 60"));
    Waiting.released(driver, there);
    Waiting.released(driver, never);

    try (Driver another = Way.open(way.target(cluster, scratch, folder, Map.of()))) {
      for (AttemptId attempt : new AttemptId[] {there, never}) {
        assertThat(another.submit(Wish.script(attempt, "sleep 60")))
            .isInstanceOfSatisfying(
                SubmitOutcome.Refused.class,
                refused ->
                    assertThat(refused.category()).isEqualTo(FailureCategory.INFRASTRUCTURE));
        assertThat(Waiting.seen(another, attempt)).isEmpty();
      }
    }
    assertThat(cluster.jobsNamed(never.toString())).isEmpty();
  }

  @Test
  void releasesWhatRunsOnlyWhenItIsOver() throws Exception {
    AttemptId attempt = Way.attempt("stubborn");
    driver.submit(
        Wish.script(
            attempt, "trap '' TERM; i=0; while [ $i -lt 600 ]; do sleep 0.1; i=$((i+1)); done"));
    Waiting.until(driver, attempt, Observation.Running.class);

    Waiting.released(driver, attempt);

    assertThat(cluster.administrator("squeue", "-h", "--name=" + attempt, "-o", "%T")).isBlank();
    assertThat(Waiting.seen(driver, attempt)).isEmpty();
  }

  @Test
  void refusesAtOnceWhatCannotBe() throws Exception {
    assertRefused(Map.of("partition", "nosuch"), FailureCategory.CONFIGURATION);
    assertRefused(Map.of("partition", "closed"), FailureCategory.CAPACITY);
    if (cluster.accounting()) {
      assertRefused(Map.of("account", "nobody"), FailureCategory.CONFIGURATION);
      assertRefused(Map.of("qos", "nosuch"), FailureCategory.CONFIGURATION);
    }
  }

  private void assertRefused(Map<String, String> settings, FailureCategory category)
      throws Exception {
    AttemptId attempt = Way.attempt("refused");
    try (Driver strange = Way.open(way.target(cluster, scratch, folder, settings))) {
      assertThat(strange.submit(Wish.script(attempt, "true")))
          .as("%s", settings)
          .isInstanceOfSatisfying(
              SubmitOutcome.Refused.class,
              refused -> assertThat(refused.category()).isEqualTo(category));
    }
  }

  @Test
  void tellsOfHeldJobsClosedPartitionsAndWhoeverElseCancels() throws Exception {
    AttemptId held = Way.attempt("held");
    AttemptId down = Way.attempt("down");
    AttemptId cancelled = Way.attempt("cancelled");
    try (Driver closed =
        Way.open(way.target(cluster, scratch, folder, Map.of("partition", "down")))) {
      closed.submit(Wish.script(down, "true"));
      Observation.Failed failed = Waiting.until(closed, down, Observation.Failed.class);
      assertThat(failed.category()).isEqualTo(FailureCategory.CAPACITY);
      cluster.administrator("scontrol", "hold", "jobname=" + down);
      Waiting.released(closed, down);
    }
    driver.submit(Wish.script(cancelled, "sleep 60"));
    Waiting.until(driver, cancelled, Observation.Running.class);
    cluster.administrator("scancel", "--name=" + cancelled);
    Observation.Failed failed = Waiting.until(driver, cancelled, Observation.Failed.class);
    assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE);
    Waiting.released(driver, cancelled);

    // Nodes are kept busy, so that it waits and can be held.
    AttemptId busy = Way.attempt("busy");
    driver.submit(
        Wish.with(
            busy,
            "sleep 100",
            "'workers': {'min': 2, 'max': 2}, 'resources': {'cpus': 8, 'memoryMiB': 512},"));
    Waiting.until(driver, busy, Observation.Running.class);
    driver.submit(Wish.with(held, "true", "'resources': {'cpus': 8, 'memoryMiB': 512},"));
    assertThat(Waiting.until(driver, held, Observation.Pending.class).reason()).isNotBlank();
    cluster.administrator("scontrol", "hold", "jobname=" + held);
    assertThat(Waiting.until(driver, held, Observation.Failed.class).category())
        .isEqualTo(FailureCategory.CONFIGURATION);
    Waiting.released(driver, held);
    Waiting.released(driver, busy);
  }

  @Test
  void tellsOfAWalltimeThatWasUp() throws Exception {
    AttemptId attempt = Way.attempt("long");
    try (Driver bounded =
        Way.open(
            way.target(cluster, scratch, folder, Map.of("walltime", "PT2M", "grace", "PT1S")))) {
      bounded.submit(Wish.script(attempt, "trap '' TERM USR1; sleep 200 & wait; wait"));
      Waiting.until(bounded, attempt, Observation.Running.class);
      String job = cluster.jobsNamed(attempt.toString()).getFirst().split("\\D")[0];
      cluster.administrator("scontrol", "update", "jobid=" + job, "EndTime=now+1");

      Observation.Failed failed = Waiting.until(bounded, attempt, Observation.Failed.class);

      assertThat(failed.category()).isEqualTo(FailureCategory.WALLTIME);
      Waiting.released(bounded, attempt);
    }
  }

  @Test
  void tellsChangesToWhoeverWatches() throws Exception {
    AttemptId attempt = Way.attempt("watched");
    BlockingQueue<NativeAttempt> heard = new LinkedBlockingQueue<>();

    try (Subscription _ = driver.watch(heard::add)) {
      driver.submit(Wish.script(attempt, "sleep 2"));
      NativeAttempt last = null;
      while (last == null
          || !last.attempt().equals(attempt)
          || !(last.observation() instanceof Observation.Succeeded)) {
        last = heard.poll(60, TimeUnit.SECONDS);
        assertThat(last).isNotNull();
      }
    }
    Waiting.released(driver, attempt);
  }

  @Test
  void measuresWhatIsThere() throws Exception {
    Capacity capacity = driver.capacity();

    assertThat(capacity.cpusTotal()).isEqualTo(SlurmCluster.NODES * SlurmCluster.CPUS);
    assertThat(capacity.accelerators())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.kind()).isEqualTo("a100");
          assertThat(one.total()).isEqualTo(SlurmCluster.NODES * SlurmCluster.ACCELERATORS);
        });
    assertThat(capacity.waiting()).isNotNull();
  }

  @Test
  void followsWhatIsPrintedUntilTheEnd() throws Exception {
    if (!way.hasFiles()) {
      return;
    }
    AttemptId attempt = Way.attempt("followed");
    driver.submit(Wish.script(attempt, "for i in 1 2 3 4; do echo line $i; sleep 1; done"));

    String printed = printed(driver.logs(attempt, true));

    assertThat(printed).contains("line 1", "line 4");
    Waiting.released(driver, attempt);
  }

  private static String printed(Optional<InputStream> log) throws Exception {
    try (InputStream stream = log.orElseThrow()) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }
}
