package dev.berth.targets.process;

import static dev.berth.targets.process.TestPool.log;
import static dev.berth.targets.process.TestPool.seen;
import static dev.berth.targets.process.TestPool.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.TargetTroubleException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What crashes, full disks, people and odd jobs leave in a pool takes nothing else with it. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // set before each test
class DamagedPoolIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  private TestPool pool;
  private Driver driver;

  @BeforeEach
  void open() {
    pool = new TestPool(folder, 4);
    driver = pool.driver();
  }

  @AfterEach
  void leaveNothing() throws Exception {
    pool.clear();
  }

  @Test
  void brokenAndStrayFoldersDoNotHideTheOthers() throws Exception {
    driver.submit(submission("sound", "exec sleep 600"));
    Files.createDirectories(pool.attempt("lost+found"));
    Files.createFile(pool.attempt(".DS_Store"));
    Files.createDirectories(pool.attempt("empty-1"));
    Files.createDirectories(pool.attempt("torn-1").resolve("worker-0"));
    Files.createFile(pool.attempt("torn-1").resolve("submission.json"));
    driver.submit(submission("nameless", "exec sleep 600"));
    Path worker = pool.attempt("nameless-1").resolve("worker-0");
    await().atMost(SOON).until(() -> Files.exists(worker.resolve("leader")));
    Files.write(worker.resolve("leader"), new byte[0]);

    Driver fresh = pool.driver();

    assertThat(seen(fresh, "sound-1")).get().isInstanceOf(Observation.Running.class);
    assertThat(seen(fresh, "torn-1")).get().isInstanceOf(Observation.Gone.class);
    assertThat(seen(fresh, "nameless-1")).isPresent();
    assertThat(fresh.release(AttemptId.parse("torn-1")))
        .isInstanceOf(ReleaseOutcome.Released.class);
    assertThat(fresh.release(AttemptId.parse("nameless-1")))
        .isInstanceOf(ReleaseOutcome.Released.class);
    assertThat(TestPool.processesOf("nameless-1")).isFalse();
    assertThat(seen(fresh, "torn-1")).isEmpty();
    assertThat(fresh.submit(submission("more", "exec sleep 600")))
        .isInstanceOf(SubmitOutcome.Submitted.class);
  }

  @Test
  void aPoolWhoseAttemptsHaveVanishedCannotBeReached() throws Exception {
    driver.submit(submission("there", "echo begun; exec sleep 600"));
    // A wrapper that finds no folder any more would begin nothing.
    await()
        .atMost(SOON)
        .ignoreException(java.util.NoSuchElementException.class)
        .until(() -> log(driver, "there-1", false).contains("begun"));
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(folder.resolve("attempts"), elsewhere);
    try {
      assertThatThrownBy(driver::find).isInstanceOf(TargetTroubleException.class);
      assertThatThrownBy(() -> driver.release(AttemptId.parse("there-1")))
          .isInstanceOf(TargetTroubleException.class);
    } finally {
      Files.move(elsewhere, folder.resolve("attempts"));
    }
    assertThat(seen(driver, "there-1")).get().isInstanceOf(Observation.Running.class);
  }

  @Test
  void aWatchOutlivesAListenerThatFails() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    try (var _ =
        driver.watch(_ -> {
          if (calls.incrementAndGet() == 1) {
            throw new IllegalStateException("a bug");
          }
        })) {
      driver.submit(submission("watched", "sleep 0.5"));
      await().atMost(SOON).until(() -> calls.get() >= 2);
    }
  }

  @Test
  void aProgramMayBringAPathOfItsOwn() throws Exception {
    driver.submit(
        submission("path", "echo $PATH", Map.of("environment", Map.of("PATH", "/nowhere"))));

    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(seen(driver, "path-1")).get().isInstanceOf(Observation.Succeeded.class));
    assertThat(log(driver, "path-1", false)).isEqualTo("/nowhere\n");
  }

  @Test
  void aWorkerThatCannotClaimItsFolderIsTroubleAndStartsOnceItCan() throws Exception {
    driver.submit(submission("other", "exec sleep 600"));
    Path ready = folder.resolve("ready");
    Driver quick = pool.driver(Map.of("grace", "PT0.3S"));
    quick.submit(submission("stuck", "exec sleep 600"));
    quick.release(AttemptId.parse("other-1"));
    Path worker = pool.attempt("stuck-1").resolve("worker-0");
    new ProcessBuilder("/bin/sh", "-c", "kill -9 -$(cut -d ' ' -f 1 " + worker + "/leader)")
        .start()
        .waitFor();
    Files.move(worker, ready);

    assertThatThrownBy(() -> quick.submit(submission("stuck", "exec sleep 600")))
        .isInstanceOf(TargetTroubleException.class);
    Files.createDirectory(worker);

    assertThat(quick.submit(submission("stuck", "exec sleep 600")))
        .isInstanceOf(SubmitOutcome.Submitted.class);
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(seen(driver, "stuck-1")).get().isInstanceOf(Observation.Running.class));
  }

  @Test
  void whatACrashLeftBetweenTwoFilesIsClearedAway() throws Exception {
    Files.createDirectories(folder.resolve("staging/attempt-123/worker-0"));

    driver.submit(submission("next", "exec sleep 600"));

    assertThat(folder.resolve("staging")).isEmptyDirectory();
  }

  @Test
  void refusesForEverWhatNoProcessCanBe() throws Exception {
    assertConfiguration(submission("file", "true", Map.of("checkpoint", "file:relative")));
    assertConfiguration(submission("nul", "a\0b"));
    assertConfiguration(submission("long", "x".repeat(4_000) + " ".repeat(130_000)));
  }

  private void assertConfiguration(dev.berth.targets.api.Submission submission) throws Exception {
    assertThat(driver.submit(submission))
        .isInstanceOfSatisfying(
            SubmitOutcome.Refused.class,
            refused -> assertThat(refused.category()).isEqualTo(FailureCategory.CONFIGURATION));
    assertThat(pool.attempt(submission.attempt().toString())).doesNotExist();
  }

  @Test
  void handsOnACheckpointPlaceThatIsNoPathAsItIs() throws Exception {
    driver.submit(
        submission(
            "bucket", "echo $BERTH_CHECKPOINT_DIR", Map.of("checkpoint", "s3://bucket/job")));

    await().atMost(SOON).until(() -> log(driver, "bucket-1", false).equals("s3://bucket/job\n"));
  }

  @Test
  void aProgramThatEndsWellOnSigtermLeavesItsOwnExitRecord() throws Exception {
    driver.submit(
        submission("polite", "trap 'exit 0' TERM; echo ready; while :; do sleep 0.1; done"));
    await().atMost(SOON).until(() -> log(driver, "polite-1", false).equals("ready\n"));
    Path worker = pool.attempt("polite-1").resolve("worker-0");

    new ProcessBuilder("/bin/sh", "-c", "kill -- -$(cut -d ' ' -f 1 " + worker + "/leader)")
        .start()
        .waitFor();

    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(seen(driver, "polite-1")).get().isInstanceOf(Observation.Succeeded.class));
  }
}
