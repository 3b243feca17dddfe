package dev.berth.targets.kubernetes.ray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.KubernetesDriverProvider;
import dev.berth.targets.kubernetes.live.Attempts;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Against a real Ray head, which asks for a token. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RayDriverE2E {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private LiveHead head;
  private Driver driver;
  private Attempts attempts;

  @BeforeAll
  void open() throws Exception {
    head = new LiveHead();
    driver = head.driver();
    attempts = new Attempts(driver, driver, PATIENCE);
  }

  @AfterAll
  void close() throws Exception {
    driver.close();
    head.close();
  }

  private String log(AttemptId attempt) throws Exception {
    try (InputStream log = driver.logs(attempt, false).orElseThrow()) {
      return new String(log.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void assertReleasedForEver(Submission submission) throws Exception {
    assertThat(driver.submit(submission))
        .asInstanceOf(InstanceOfAssertFactories.type(SubmitOutcome.Refused.class))
        .returns(FailureCategory.INFRASTRUCTURE, SubmitOutcome.Refused::category);
    assertThat(driver.release(submission.attempt())).isInstanceOf(ReleaseOutcome.Released.class);
  }

  @Test
  void runsAProgramOnceAndReleasesItForEver() throws Exception {
    Submission line = LiveHead.python("line", 1, LiveHead.training());

    SubmitOutcome.Submitted first = (SubmitOutcome.Submitted) driver.submit(line);
    SubmitOutcome.Submitted again = (SubmitOutcome.Submitted) driver.submit(line);
    SubmitOutcome other =
        driver.submit(LiveHead.python("line", 1, LiveHead.training("--steps", "2")));

    assertThat(first.adopted()).isFalse();
    assertThat(again).isEqualTo(new SubmitOutcome.Submitted(first.nativeId(), true));
    assertThat(other)
        .asInstanceOf(InstanceOfAssertFactories.type(SubmitOutcome.Refused.class))
        .returns(FailureCategory.CONFIGURATION, SubmitOutcome.Refused::category);
    attempts.await(line.attempt(), Observation.Succeeded.class);
    assertThat(driver.find())
        .filteredOn(found -> found.attempt().equals(line.attempt()))
        .singleElement()
        .returns(first.nativeId(), NativeAttempt::nativeId)
        .returns(LiveHead.TRACEPARENT, NativeAttempt::traceparent);
    assertThat(log(line.attempt())).containsOnlyOnce("begins at step 0").contains("done: y = 3.0");

    attempts.release(line.attempt());

    assertThat(attempts.seen(line.attempt())).isInstanceOf(Observation.Absent.class);
    assertReleasedForEver(line);
    assertReleasedForEver(line);
  }

  @Test
  void tellsHowAProgramFailedAndGoesOnFromItsCheckpoint() throws Exception {
    driver.submit(LiveHead.python("resumed", 1, LiveHead.training("--fail-at", "5")));
    Submission first = LiveHead.python("resumed", 1, LiveHead.training("--fail-at", "5"));
    Submission second = LiveHead.python("resumed", 2, LiveHead.training("--fail-at", "5"));

    assertThat(attempts.await(first.attempt(), Observation.Failed.class))
        .returns(FailureCategory.APPLICATION, Observation.Failed::category)
        .returns(3, Observation.Failed::exitCode)
        .returns("the Ray program ended with exit code 3", Observation.Failed::reason)
        .extracting(Observation.Failed::logTail)
        .asString()
        .contains("step 5 loss", "fails as it was told to");
    attempts.release(first.attempt());
    driver.submit(second);

    attempts.await(second.attempt(), Observation.Succeeded.class);
    assertThat(log(second.attempt())).contains("begins at step 5 of 20");
  }

  @Test
  void refusesWhatWasReleasedBeforeItCame() throws Exception {
    Path mark = head.folder().resolve("late");
    Submission late = LiveHead.shell("late", "touch " + mark);

    attempts.release(late.attempt());

    assertReleasedForEver(late);
    assertThat(mark).doesNotExist();
  }

  @Test
  void endsWithNothingLeftHoweverSubmitAndReleaseRace() throws Exception {
    for (int round = 0; round < 6; round++) {
      Submission raced = LiveHead.shell("raced-" + round, "sleep 600");
      Thread submitter =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  driver.submit(raced);
                } catch (TargetTroubleException e) {
                  // Asked in between; its caller would ask again.
                }
              });
      attempts.release(raced.attempt());
      submitter.join();

      assertReleasedForEver(raced);
      assertThat(attempts.seen(raced.attempt())).isInstanceOf(Observation.Absent.class);
    }
  }

  @Test
  void endsARunningProgramThatWillNotHearOfIt() throws Exception {
    Path beats = head.folder().resolve("beats");
    Submission deaf =
        LiveHead.shell(
            "deaf", "trap '' TERM; while :; do echo beat >> " + beats + "; sleep 0.1; done");
    driver.submit(deaf);
    attempts.await().until(() -> Files.exists(beats));

    assertThat(driver.release(deaf.attempt())).isInstanceOf(ReleaseOutcome.Releasing.class);
    attempts.release(deaf.attempt());

    long released = Files.size(beats);
    Awaitility.await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(30))
        .until(() -> Files.size(beats) == released);
  }

  @Test
  void followsALogToItsEnd() throws Exception {
    Submission slow =
        LiveHead.python("slow", 1, LiveHead.training("--steps", "4", "--pause", "0.5"));
    driver.submit(slow);
    attempts.await(slow.attempt(), Observation.Running.class);

    try (InputStream log = driver.logs(slow.attempt(), true).orElseThrow()) {
      assertThat(new String(log.readAllBytes(), StandardCharsets.UTF_8))
          .contains("step 1 loss", "step 4 loss", "done: y =");
    }
    assertThat(driver.logs(AttemptId.parse("nobody-1"), true)).isEmpty();
  }

  @Test
  void tellsEachChangeToWhoeverWatches() throws Exception {
    Queue<Observation> told = new ConcurrentLinkedQueue<>();
    Submission watched = LiveHead.shell("watched", "sleep 3");
    try (Subscription _ =
        driver.watch(change -> {
          if (change.attempt().equals(watched.attempt())) {
            told.add(change.observation());
          }
        })) {
      driver.submit(watched);
      attempts.await().until(() -> told.stream().anyMatch(Observation.Succeeded.class::isInstance));
    }
    assertThat(told).hasAtLeastOneElementOfType(Observation.Running.class);
  }

  @Test
  void failsWhatRunsLongerThanItMay() throws Exception {
    Submission longer =
        LiveHead.submission(
            "longer",
            1,
            Map.of("entrypoint", "sleep", "arguments", List.of("600"), "maximumDuration", "PT5S"));
    driver.submit(longer);

    assertThat(attempts.await(longer.attempt(), Observation.Failed.class))
        .returns(FailureCategory.APPLICATION, Observation.Failed::category)
        .returns("it ran longer than its maximumDuration", Observation.Failed::reason);
    attempts.release(longer.attempt());
  }

  @Test
  void countsWhatTheClusterHas() throws Exception {
    attempts
        .await()
        .untilAsserted(() -> {
          assertThat(driver.capacity().cpusTotal()).isEqualTo(2);
          assertThat(driver.capacity().memoryTotalMiB()).isPositive();
          assertThat(driver.capacity().waiting()).isNotNull();
        });
  }

  @Test
  void refusesWhatAStandingClusterCannotGive() throws Exception {
    Submission image = LiveHead.submission("image", 1, Map.of("entrypoint", "x", "image", "a:1"));
    Submission plain =
        LiveHead.submission("plain", 1, Map.of("entrypoint", "x", "runtime", "command"));

    for (Submission one : List.of(image, plain)) {
      assertThat(driver.submit(one))
          .asInstanceOf(InstanceOfAssertFactories.type(SubmitOutcome.Refused.class))
          .returns(FailureCategory.CONFIGURATION, SubmitOutcome.Refused::category);
    }
  }

  @Test
  void passesEveryCheckAndFailsTheFirstWithoutTheToken() throws Exception {
    List<Check> passed = new ArrayList<>();
    List<Check> failed = new ArrayList<>();

    attempts
        .await()
        .untilAsserted(() -> {
          passed.clear();
          new KubernetesDriverProvider().check(head.target(head.token()), passed::add);
          assertThat(passed)
              .extracting(Check::outcome)
              .hasSize(4)
              .hasOnlyElementsOfType(CheckOutcome.Passed.class);
        });
    new KubernetesDriverProvider().check(head.target("start-within: PT1M"), failed::add);

    assertThat(failed.get(1))
        .returns("ray-head", Check::name)
        .extracting(Check::outcome)
        .isInstanceOf(CheckOutcome.Failed.class);
  }

  @Test
  void isInTroubleWithoutTheToken() throws Exception {
    try (Driver stranger = head.driver("start-within: PT1M")) {
      assertThatThrownBy(stranger::find)
          .isInstanceOf(TargetTroubleException.class)
          .hasMessageContaining("401");
    }
  }
}
