package dev.berth.targets.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Json;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.DriverSettings;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class ProcessDriverIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path pool;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Driver driver;

  @BeforeEach
  void open() {
    driver = again();
  }

  @AfterEach
  void leaveNothing() throws Exception {
    for (NativeAttempt found : driver.find()) {
      driver.release(found.attempt());
    }
  }

  @Test
  void runsAProgramAndKeepsItsExitRecordAndItsLog() throws Exception {
    Submission submission =
        submission("hello", "echo $BERTH_JOB $BERTH_ATTEMPT $BERTH_RESUMED $TRACEPARENT");

    assertThat(driver.submit(submission)).isInstanceOf(SubmitOutcome.Submitted.class);

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(seen("hello-1")).isInstanceOf(Observation.Succeeded.class));
    assertThat(log("hello-1", false)).isEqualTo("hello hello-1 false 00-aa-bb-01\n");
  }

  @Test
  void submittingTwiceIsOneProcessAndSubmittingAnotherSpecIsRefused() throws Exception {
    Path marks = Files.createFile(pool.resolve("marks"));
    Submission submission = submission("twice", "echo x >> " + marks + "; exec sleep 600");

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<SubmitOutcome> submit = () -> again().submit(submission);
      List<Future<SubmitOutcome>> all = threads.invokeAll(java.util.Collections.nCopies(8, submit));
      long adopted = 0;
      for (Future<SubmitOutcome> one : all) {
        adopted += ((SubmitOutcome.Submitted) one.get()).adopted() ? 1 : 0;
      }
      assertThat(adopted).isEqualTo(7);
    }
    await().atMost(SOON).untilAsserted(() -> assertThat(marks).hasContent("x"));
    assertThat(driver.submit(submission("twice", "exec sleep 601")))
        .isEqualTo(
            new SubmitOutcome.Refused(
                FailureCategory.CONFIGURATION,
                "attempt twice-1 is there already, with another spec"));
  }

  @Test
  void aSessionThatIsKilledIsGoneAndAProgramThatFailsSaysHow() throws Exception {
    driver.submit(submission("killed", "exec sleep 600"));
    driver.submit(submission("failing", "echo bad; exit 3"));
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(seen("killed-1")).isInstanceOf(Observation.Running.class));

    killSession("killed-1");

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(seen("killed-1")).isInstanceOf(Observation.Gone.class));
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(seen("failing-1"))
                .isInstanceOfSatisfying(
                    Observation.Failed.class,
                    failed -> {
                      assertThat(failed.category()).isEqualTo(FailureCategory.APPLICATION);
                      assertThat(failed.exitCode()).isEqualTo(3);
                      assertThat(failed.logTail()).isEqualTo("bad\n");
                    }));
  }

  @Test
  void releaseEndsWhatIgnoresSigtermAndWhatLeftItsSession() throws Exception {
    driver.submit(
        submission(
            "stubborn",
            "trap '' TERM; setsid sleep 601 & setsid -f sleep 602; while :; do sleep 1; done"));
    await().atMost(SOON).until(() -> processesOf("stubborn-1") >= 4);

    await()
        .atMost(SOON)
        .until(() -> driver.release(id("stubborn-1")) instanceof ReleaseOutcome.Released);

    assertThat(processesOf("stubborn-1")).isZero();
    assertThat(driver.find()).isEmpty();
    assertThat(driver.submit(submission("stubborn", "exec sleep 600")))
        .isInstanceOf(SubmitOutcome.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void whatAProgramSaysToItsReleaseIsNeitherItsSuccessNorItsFailure(int code) throws Exception {
    driver.submit(
        submission(
            "leaving",
            "(trap '' TERM; while :; do sleep 0.1; done) & trap 'exit %d' TERM; touch ready; wait"
                .formatted(code)));
    await().atMost(SOON).until(() -> processesOf("leaving-1") >= 3);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(seen("leaving-1")).isInstanceOf(Observation.Running.class));
    List<Observation> observed = new ArrayList<>();

    try (var releasing = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ReleaseOutcome> released = releasing.submit(() -> driver.release(id("leaving-1")));
      while (!released.isDone()) {
        driver.find().forEach(found -> observed.add(found.observation()));
      }
    }

    assertThat(observed).anySatisfy(one -> assertThat(one).isInstanceOf(Observation.Gone.class));
    assertThat(observed)
        .allSatisfy(one ->
            assertThat(one).isInstanceOfAny(Observation.Running.class, Observation.Gone.class));
  }

  @Test
  void aReleaseBeforeTheSubmissionKeepsItAway() throws Exception {
    assertThat(driver.release(id("early-1"))).isInstanceOf(ReleaseOutcome.Released.class);

    assertThat(driver.submit(submission("early", "exec sleep 600")))
        .isEqualTo(
            new SubmitOutcome.Refused(
                FailureCategory.INFRASTRUCTURE, "attempt early-1 was released here"));
    assertThat(driver.release(id("early-1"))).isInstanceOf(ReleaseOutcome.Released.class);
  }

  @Test
  void anotherDriverAdoptsWhatRuns() throws Exception {
    driver.submit(submission("adopted", "exec sleep 600"));
    String nativeId = driver.find().getFirst().nativeId();
    driver.close();

    Driver after = again();

    assertThat(after.find())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.nativeId()).isEqualTo(nativeId);
          assertThat(found.traceparent()).isEqualTo("00-aa-bb-01");
          assertThat(found.observation()).isInstanceOf(Observation.Running.class);
        });
  }

  @Test
  void aFullPoolRefusesForCapacityAndHasRoomAgainAfterARelease() throws Exception {
    driver.submit(submission("one", "exec sleep 600"));
    driver.submit(submission("two", "exec sleep 600"));

    assertThat(driver.submit(submission("three", "exec sleep 600")))
        .isInstanceOfSatisfying(
            SubmitOutcome.Refused.class,
            refused -> assertThat(refused.category()).isEqualTo(FailureCategory.CAPACITY));
    driver.release(id("one-1"));
    assertThat(driver.capacity().cpusFree()).isEqualTo(1);
    assertThat(driver.submit(submission("three", "exec sleep 600")))
        .isInstanceOf(SubmitOutcome.Submitted.class);
  }

  @Test
  void aGangIsOneProcessPerWorkerAndIsGoneWithAnyOfThem() throws Exception {
    JobSpec spec = spec("gang", "echo rank $BERTH_RANK of $BERTH_WORLD_SIZE; exec sleep 600", 2);
    driver.submit(new Submission(id("gang-1"), spec, false, null));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(log("gang-1", false)).contains("rank 0 of 2").contains("rank 1 of 2"));

    killSession("gang-1");

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(seen("gang-1")).isInstanceOf(Observation.Gone.class));
  }

  @Test
  void followsALogToItsEnd() throws Exception {
    driver.submit(submission("talking", "for i in 1 2 3; do echo line $i; sleep 0.2; done"));

    assertThat(log("talking-1", true)).isEqualTo("line 1\nline 2\nline 3\n");
  }

  @Test
  void tellsOfChanges() throws Exception {
    Queue<Observation> heard = new ConcurrentLinkedQueue<>();
    try (Subscription _ = driver.watch(attempt -> heard.add(attempt.observation()))) {
      driver.submit(submission("watched", "sleep 0.5"));
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            assertThat(heard).anyMatch(o -> o instanceof Observation.Running);
            assertThat(heard).anyMatch(o -> o instanceof Observation.Succeeded);
          });
    }
  }

  @Test
  void aPoolWhoseFolderIsAwayIsTroubleNotLoss() throws Exception {
    driver.submit(submission("away", "exec sleep 600"));
    Path elsewhere = pool.resolveSibling(pool.getFileName() + "-away");
    Files.move(pool, elsewhere);
    try {
      assertThatThrownBy(driver::find).isInstanceOf(TargetTroubleException.class);
      assertThatThrownBy(() -> driver.release(id("away-1")))
          .isInstanceOf(TargetTroubleException.class);
    } finally {
      Files.move(elsewhere, pool);
    }
    assertThat(seen("away-1")).isInstanceOf(Observation.Running.class);
  }

  @Test
  void refusesSettingsThatItDoesNotKnow() {
    assertThatThrownBy(() -> over(Map.of("directory", "x", "directroy", "y")))
        .hasMessage("target 'pool': driver.settings.directroy is not known");
  }

  private Driver again() {
    return over(Map.of("directory", pool.toString(), "grace", "PT1S"));
  }

  private static Driver over(Map<String, String> settings) {
    Target target =
        new Target(
            new TargetId("pool"),
            DeploymentModel.VIRTUAL_MACHINES,
            "process",
            new DriverSettings("process", settings),
            List.of(),
            List.of(new NodeShape("slot", 1, 1024, null, 2, null, null)),
            List.of(),
            List.of(),
            List.of(),
            4);
    return new ProcessDriver(target, System.getenv(), Clock.systemUTC());
  }

  private Observation seen(String attempt) throws TargetTroubleException {
    return driver.find().stream()
        .filter(found -> found.attempt().toString().equals(attempt))
        .findFirst()
        .orElseThrow()
        .observation();
  }

  private String log(String attempt, boolean follow) throws Exception {
    try (var in = driver.logs(id(attempt), follow).orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void killSession(String attempt) throws Exception {
    String pid =
        Files.readString(pool.resolve("attempts/" + attempt + "/worker-0/leader")).split(" ")[0];
    assertThat(new ProcessBuilder("/bin/sh", "-c", "kill -9 -" + pid).start().waitFor()).isZero();
  }

  private long processesOf(String attempt) {
    return ProcessHandle.allProcesses()
        .filter(process -> environment(process.pid()).contains("BERTH_ATTEMPT=" + attempt + '\0'))
        .count();
  }

  private static String environment(long pid) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
    } catch (java.io.IOException e) {
      return "";
    }
  }

  private static AttemptId id(String text) {
    return AttemptId.parse(text);
  }

  private static Submission submission(String job, String script) throws Exception {
    return new Submission(new JobId(job).attempt(1), spec(job, script, 1), false, "00-aa-bb-01");
  }

  private static JobSpec spec(String job, String script, int workers) throws Exception {
    String json =
        """
        {"id":"%s","runtime":"command","entrypoint":"/bin/sh","arguments":["-c",%s],
         "resources":{"cpus":1,"memoryMiB":64},"workers":{"min":%d,"max":%d}}
        """
            .formatted(job, Json.mapper().writeValueAsString(script), workers, workers);
    return ((JobSpecReader.Valid) JobSpecReader.read(Json.mapper().readTree(json))).spec();
  }
}
