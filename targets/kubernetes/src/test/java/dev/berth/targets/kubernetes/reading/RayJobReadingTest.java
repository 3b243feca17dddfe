package dev.berth.targets.kubernetes.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the KubeRay operator tells, and what it does not. */
class RayJobReadingTest {

  private static final String HEAD = "labels: {ray.io/node-type: head}";
  private static final String RUNNING =
      "jobDeploymentStatus: Running, jobStatus: RUNNING, startTime: \"2026-11-25T03:00:01Z\", rayJobInfo: {startTime: \"2026-11-25T03:00:20Z\"}";

  private static ObjectAssert<Observation.Failed> assertFailed(Observation observation) {
    return assertThat(observation)
        .asInstanceOf(InstanceOfAssertFactories.type(Observation.Failed.class));
  }

  @Test
  void runsSinceItsProgramBegan() {
    assertThat(new Seen().pod("h", "phase: Running", HEAD).rayJob(RUNNING))
        .isEqualTo(new Observation.Running(Instant.parse("2026-11-25T03:00:20Z")));
  }

  @ParameterizedTest
  @CsvSource({"'',''", "Initializing,''", "Running,PENDING", "Suspended,''", "Waiting,''"})
  void waits(String deployment, String job) {
    assertThat(
            new Seen()
                .rayJob(
                    "jobDeploymentStatus: \"%s\", jobStatus: \"%s\"".formatted(deployment, job)))
        .isInstanceOf(Observation.Pending.class);
  }

  @Test
  void succeedsWhenTheSubmitterIsDoneTooAndNotBefore() {
    assertThat(
            new Seen()
                .pod("h", "phase: Running", HEAD)
                .rayJob("jobDeploymentStatus: Running, jobStatus: SUCCEEDED"))
        .isInstanceOf(Observation.Running.class);
    assertThat(
            new Seen()
                .rayJob(
                    "jobDeploymentStatus: Complete, jobStatus: SUCCEEDED, endTime: \"2026-11-25T03:00:50Z\""))
        .isEqualTo(new Observation.Succeeded(Instant.parse("2026-11-25T03:00:50Z")));
  }

  @ParameterizedTest
  @CsvSource({
    "Failed, FAILED, AppFailed, APPLICATION",
    "Failed, RUNNING, DeadlineExceeded, APPLICATION",
    "Failed, '', SubmissionFailed, INFRASTRUCTURE",
    "Failed, FAILED, SubmissionFailed, APPLICATION",
    "Failed, RUNNING, JobDeploymentStatusTransitionGracePeriodExceeded, INFRASTRUCTURE",
    "Failed, '', ValidationFailed, CONFIGURATION",
    "ValidationFailed, RUNNING, ValidationFailed, CONFIGURATION",
    "Complete, STOPPED, '', INFRASTRUCTURE",
    "Complete, FAILED, '', APPLICATION"
  })
  void readsBothStatuses(String deployment, String job, String reason, FailureCategory category) {
    assertFailed(
            new Seen()
                .rayJob(
                    "jobDeploymentStatus: %s, jobStatus: \"%s\", reason: \"%s\", message: m, endTime: \"2026-11-25T03:00:50Z\""
                        .formatted(deployment, job, reason)))
        .returns(category, Observation.Failed::category)
        .returns(Instant.parse("2026-11-25T03:00:50Z"), Observation.Failed::endedAt);
  }

  @Test
  void findsTheExitCodeInTheMessage() {
    assertFailed(
            new Seen()
                .rayJob(
                    "jobDeploymentStatus: Failed, jobStatus: FAILED, reason: AppFailed, message: \"Job entrypoint command failed with exit code 3, last available logs\""))
        .returns(3, Observation.Failed::exitCode);
  }

  /** The texts are those of Ray 2.49 and 2.60. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Job entrypoint command failed with exit code 127, last available logs | CONFIGURATION | 127",
        "Job entrypoint command failed with exit code -9, last available logs | INFRASTRUCTURE | -9",
        "runtime_env setup failed: no such package | CONFIGURATION |",
        "Job supervisor actor died: The actor died because its node has died. | INFRASTRUCTURE |",
        "something that Ray did not say before | APPLICATION |"
      })
  void readsRaysOwnWords(String message, FailureCategory category, Integer exitCode) {
    assertFailed(
            new Seen()
                .rayJob(
                    "jobDeploymentStatus: Failed, jobStatus: FAILED, reason: AppFailed, message: \"%s\""
                        .formatted(message)))
        .returns(category, Observation.Failed::category)
        .returns(exitCode, Observation.Failed::exitCode);
  }

  @Test
  void keepsTheEndOfTheLogThatRaysMessageHas() {
    assertFailed(
            new Seen()
                .rayJob(
                    "jobDeploymentStatus: Failed, jobStatus: FAILED, reason: AppFailed, message: \"Job entrypoint command failed with exit code 3, last available logs (truncated to 20,000 chars):\\nstep 1\\nno more data\""))
        .returns("the Ray program ended with exit code 3", Observation.Failed::reason)
        .returns("step 1\nno more data", Observation.Failed::logTail);
  }

  @Test
  void doesNotWaitForASubmitterThatNeverStarts() {
    assertFailed(
            new Seen()
                .after(Duration.ofMinutes(15))
                .pod("h", "phase: Running", HEAD)
                .pod(
                    "s",
                    "phase: Pending, containerStatuses: [{name: ray-job-submitter, state: {waiting: {reason: ContainerCreating}}}]",
                    "labels: {berth.dev/role: submitter}")
                .rayJob("jobDeploymentStatus: Running, jobStatus: PENDING"))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category);
  }

  /** KubeRay 1.5.1 says Running for ever; only the RayCluster's own condition tells. */
  @Test
  void isLostWithItsHead() {
    assertFailed(
            new Seen()
                .rayJob(
                    RUNNING,
                    "{type: HeadPodReady, status: \"False\", reason: HeadPodNotFound, lastTransitionTime: \"2026-11-25T03:00:40Z\"}"))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category)
        .returns(Instant.parse("2026-11-25T03:00:40Z"), Observation.Failed::endedAt);
  }

  @Test
  void doesNotMissAHeadBeforeThereHasToBeOne() {
    assertThat(
            new Seen()
                .rayJob(
                    "jobDeploymentStatus: Initializing",
                    "{type: HeadPodReady, status: \"False\", reason: HeadPodNotFound}"))
        .isInstanceOf(Observation.Pending.class);
  }

  /** The copy of the cluster's status, and the cluster's own condition, say all is well then. */
  @Test
  void isLostWithTheNodeOfItsHead() {
    assertFailed(
            new Seen()
                .pod(
                    "h",
                    "phase: Running, conditions: [{type: DisruptionTarget, status: \"True\", reason: DeletionByTaintManager, lastTransitionTime: \"2026-11-25T03:00:50Z\"}]",
                    HEAD + ", deletionTimestamp: \"2026-11-25T03:00:55Z\"")
                .rayJob(RUNNING, "{type: HeadPodReady, status: \"True\"}"))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category);
  }

  @Test
  void isUnreachableWhileTheNodeOfItsHeadIsSilent() {
    assertThat(new Seen().silentNode("node-h").pod("h", "phase: Running", HEAD).rayJob(RUNNING))
        .isInstanceOf(Observation.Unreachable.class);
  }

  @Test
  void bearsTheLossOfAWorker() {
    assertThat(
            new Seen()
                .pod("h", "phase: Running", HEAD)
                .pod("w", "phase: Failed", "labels: {ray.io/node-type: worker}")
                .rayJob(RUNNING))
        .isInstanceOf(Observation.Running.class);
  }

  /** Without room it would be Initializing for ever. */
  @Test
  void failsWhenItsClusterFindsNoRoomInTime() {
    assertFailed(
            new Seen()
                .after(Duration.ofMinutes(20))
                .pod(
                    "w",
                    "phase: Pending, conditions: [{type: PodScheduled, status: \"False\", message: \"0/3 nodes are available\"}]")
                .rayJob("jobDeploymentStatus: Initializing"))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category);
  }

  @Test
  void failsWhenItsImageIsBad() {
    assertFailed(
            new Seen()
                .pod(
                    "h",
                    "phase: Pending, containerStatuses: [{name: ray-head, state: {waiting: {reason: ImagePullBackOff, message: no}}}]",
                    HEAD)
                .rayJob("jobDeploymentStatus: Initializing"))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category);
  }
}
