package dev.berth.targets.process;

import static dev.berth.targets.process.TestPool.log;
import static dev.berth.targets.process.TestPool.seen;
import static dev.berth.targets.process.TestPool.submission;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.SubmitOutcome;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many attempts, many of them long over. */
@Timeout(120)
@SuppressWarnings("NullAway.Init") // set before each test
class CrowdedPoolIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  private TestPool pool;
  private Driver driver;

  @BeforeEach
  void open() {
    pool = new TestPool(folder, 2);
    driver = pool.driver();
  }

  @AfterEach
  void leaveNothing() throws Exception {
    pool.clear();
  }

  @Test
  void whatIsReleasedIsOutOfTheWayAndStillKnown() throws Exception {
    driver.submit(submission("over", "echo last words"));
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(seen(driver, "over-1")).get().isInstanceOf(Observation.Succeeded.class));

    assertThat(driver.release(AttemptId.parse("over-1")))
        .isEqualTo(new ReleaseOutcome.Released("no process of it is left"));

    assertThat(folder.resolve("attempts")).isEmptyDirectory();
    assertThat(driver.release(AttemptId.parse("over-1")))
        .isEqualTo(new ReleaseOutcome.Released("released before"));
    assertThat(log(driver, "over-1", false)).isEqualTo("last words\n");
    assertThat(driver.submit(submission("over", "echo last words")))
        .isEqualTo(
            new SubmitOutcome.Refused(
                FailureCategory.INFRASTRUCTURE, "attempt over-1 was released here"));
  }

  @Test
  void filesOfReleasedAttemptsGoAfterTheirRetentionAndTheirNamesStay() throws Exception {
    driver.submit(submission("old", "echo x"));
    driver.release(AttemptId.parse("old-1"));
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(8));
    Driver then = pool.driver(Map.of(), later);

    then.submit(submission("new", "exec sleep 600"));
    then.release(AttemptId.parse("new-1"));

    assertThat(folder.resolve("released/old-1")).isEmptyDirectory();
    assertThat(then.submit(submission("old", "echo x"))).isInstanceOf(SubmitOutcome.Refused.class);
    assertThat(then.logs(AttemptId.parse("old-1"), false)).isEmpty();
  }

  @Test
  void aFollowedLogIsReadToItsEndThoughItsAttemptIsReleased() throws Exception {
    driver.submit(
        submission(
            "followed",
            "trap 'echo bye; exit 0' TERM; echo hello;" + " while :; do sleep 0.1; done"));
    await().atMost(SOON).until(() -> log(driver, "followed-1", false).equals("hello\n"));
    InputStream following = driver.logs(AttemptId.parse("followed-1"), true).orElseThrow();
    CompletableFuture<String> all =
        CompletableFuture.supplyAsync(() -> {
          try (following) {
            return new String(following.readAllBytes(), StandardCharsets.UTF_8);
          } catch (java.io.IOException e) {
            return e.toString();
          }
        });

    driver.release(AttemptId.parse("followed-1"));

    assertThat(all.get(30, TimeUnit.SECONDS)).startsWith("hello\n").endsWith("bye\n");
  }

  @Test
  void noWorkerDrownsTheOthersOut() throws Exception {
    driver.submit(
        submission(
            "choir",
            "if [ $BERTH_RANK = 0 ]; then exec yes loud; fi; echo quiet; exec sleep 600",
            Map.of("workers", Map.of("min", 2, "max", 2))));
    StringBuilder heard = new StringBuilder();
    try (InputStream in = driver.logs(AttemptId.parse("choir-1"), true).orElseThrow()) {
      await()
          .atMost(SOON)
          .until(() -> {
            heard.append(new String(in.readNBytes(8_192), StandardCharsets.UTF_8));
            return heard.indexOf("quiet") >= 0;
          });
    } finally {
      driver.release(AttemptId.parse("choir-1"));
    }
    assertThat(heard).contains("[worker-1] quiet\n").startsWith("[worker-");
  }

  @Test
  void whatStillRunsOfAFailedGangTakesRoom() throws Exception {
    driver.submit(
        submission(
            "gang",
            "[ $BERTH_RANK = 0 ] && exit 3; exec sleep 600",
            Map.of("workers", Map.of("min", 2, "max", 2))));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(seen(driver, "gang-1")).get().isInstanceOf(Observation.Failed.class));

    assertThat(driver.capacity().cpusFree()).isZero();
    assertThat(driver.submit(submission("next", "exec sleep 600")))
        .isInstanceOf(SubmitOutcome.Refused.class);
    driver.release(AttemptId.parse("gang-1"));
    assertThat(driver.capacity().cpusFree()).isEqualTo(2);
  }

  @Test
  void aLookCostsTheSameHoweverManyWereReleased() throws Exception {
    driver.submit(submission("one", "exec sleep 600"));
    driver.submit(submission("two", "exec sleep 600"));
    long before = medianLookNanos();

    for (int number = 1; number <= 3_000; number++) {
      driver.release(AttemptId.parse("gone-" + number));
    }

    long after = medianLookNanos();
    assertThat(driver.find()).hasSize(2);
    assertThat(after).as("a look before %d ns, after %d ns", before, after).isLessThan(5 * before);
  }

  private long medianLookNanos() throws Exception {
    long[] nanos = new long[101];
    for (int look = 0; look < nanos.length; look++) {
      long begun = System.nanoTime();
      driver.find();
      nanos[look] = System.nanoTime() - begun;
    }
    java.util.Arrays.sort(nanos);
    return nanos[nanos.length / 2];
  }

  @Test
  void partsOfACoreAddUp() throws Exception {
    TestPool small = new TestPool(folder, 1);
    Driver one = small.driver();
    Map<String, Object> third =
        Map.of(
            "resources", Map.of("cpus", 0.1, "memoryMiB", 16),
            "workers", Map.of("min", 10, "max", 10));

    assertThat(one.submit(submission("tenths", "exec sleep 600", third)))
        .isInstanceOf(SubmitOutcome.Submitted.class);
    assertThat(one.capacity().cpusFree()).isZero();
  }

  @Test
  void endsAProcessThatDroppedItsEnvironmentButStayedInTheSession() throws Exception {
    driver.submit(
        submission(
            "bare", "env -i /bin/sleep 647 & echo $! > " + folder + "/bare; exec sleep 600"));
    Path pid = folder.resolve("bare");
    await().atMost(SOON).until(() -> Files.exists(pid) && Files.size(pid) > 0);

    driver.release(AttemptId.parse("bare-1"));

    Path status = Path.of("/proc", Files.readString(pid).strip(), "status");
    assertThat(!Files.exists(status) || Files.readString(status).contains("State:\tZ")).isTrue();
  }
}
