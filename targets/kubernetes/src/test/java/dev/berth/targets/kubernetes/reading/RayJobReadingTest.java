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

  /** The first calls the job's own status FAILED, the second the program's failure. */
  @ParameterizedTest
  @CsvSource({
    "FAILED, JobDeploymentStatusTransitionGracePeriodExceeded, The RayJob submitter finished at 2026-11-25 03:00:20 but the ray job did not reach terminal state within 30s",
    "RUNNING, AppFailed, Submitter completed but Ray job not found in RayCluster."
  })
  void blamesNoProgramThatKubeRayLostSightOf(String job, String reason, String message) {
    assertFailed(
            new Seen()
                .rayJob(
                    "jobDeploymentStatus: Failed, jobStatus: %s, reason: %s, message: \"%s\""
                        .formatted(job, reason, message)))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains(message);
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

  private static final String INITIALIZING =
      "jobDeploymentStatus: Initializing, startTime: \"2026-11-25T03:00:01Z\"";

  /** KubeRay's operator is down, or has been told to leave that namespace alone. */
  @Test
  void failsWhenNobodyTakesItUp() {
    assertThat(new Seen().after(Duration.ofMinutes(15).minusSeconds(1)).rayJobAlone(""))
        .isInstanceOf(Observation.Pending.class);
    assertFailed(new Seen().after(Duration.ofMinutes(15)).rayJobAlone(""))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category)
        .returns(
            "KubeRay has not taken it up within PT15M: does its operator run?",
            Observation.Failed::reason);
  }

  @ParameterizedTest
  @CsvSource({"''", "Initializing", "Suspending", "Suspended"})
  void waitsWhileAQueueSuspendsIt(String deployment) {
    assertThat(
            new Seen()
                .after(Duration.ofHours(23))
                .rayJobAlone("jobDeploymentStatus: \"%s\"".formatted(deployment), true))
        .isEqualTo(new Observation.Pending("suspended: it waits in a queue of the cluster", null));
  }

  /** By a queue, or by somebody who forgot it: whether KubeRay's operator runs or not. */
  @ParameterizedTest
  @CsvSource({"''", "Initializing", "Suspending", "Suspended"})
  void failsWhenItIsSuspendedForLongerThanItMayWait(String deployment) {
    Seen seen = new Seen().suspensionChanged(Duration.ofHours(1));
    String status = "jobDeploymentStatus: \"%s\"".formatted(deployment);
    assertThat(seen.after(Duration.ofHours(25).minusSeconds(1)).rayJobAlone(status, true))
        .isInstanceOf(Observation.Pending.class);
    assertFailed(seen.after(Duration.ofHours(25)).rayJobAlone(status, true))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category)
        .returns(
            "suspended since 2026-11-25T04:00:00Z, and nobody let it go on within PT24H",
            Observation.Failed::reason);
  }

  /** KubeRay's operator is down, or was when somebody suspended it. */
  @Test
  void runsUntilKubeRayHeedsThatItIsSuspended() {
    assertThat(new Seen().pod("h", "phase: Running", HEAD).rayJobAlone(RUNNING, true))
        .isInstanceOf(Observation.Running.class);
  }

  @ParameterizedTest
  @CsvSource({"''", "Suspending", "Suspended"})
  void failsWhenNobodyTakesItUpAfterItWasSuspended(String deployment) {
    Seen seen = new Seen().suspensionChanged(Duration.ofHours(2));
    String status =
        "jobDeploymentStatus: \"%s\", startTime: \"2026-11-25T03:00:01Z\"".formatted(deployment);
    assertThat(seen.after(Duration.ofMinutes(134)).rayJobAlone(status))
        .isInstanceOf(Observation.Pending.class);
    assertFailed(seen.after(Duration.ofMinutes(135)).rayJobAlone(status))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category)
        .returns(
            "no longer suspended since 2026-11-25T05:00:00Z, and KubeRay has not taken it up again within PT15M: does its operator run?",
            Observation.Failed::reason);
  }

  private static final String VALIDATION_FAILED =
      "jobDeploymentStatus: ValidationFailed, reason: ValidationFailed, message: \"The RayJob spec is invalid: a RayJob with shutdownAfterJobFinishes set to false is not allowed to be suspended\"";

  /** It was valid when KubeRay took it up: that somebody changed it is no fault of the job's. */
  @Test
  void isNotTheJobsFaultWhenItBecomesInvalid() {
    assertFailed(
            new Seen()
                .pod("h", "phase: Running", HEAD)
                .rayJobAlone(
                    VALIDATION_FAILED + ", jobStatus: RUNNING, startTime: \"2026-11-25T03:00:01Z\"",
                    true))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("somebody changed the RayJob", "shutdownAfterJobFinishes");
    assertFailed(new Seen().rayJobAlone(VALIDATION_FAILED, true))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category);
  }

  @Test
  void failsWhenNoRayClusterIsMadeOfIt() {
    assertThat(new Seen().after(Duration.ofMinutes(15)).rayJobAlone(INITIALIZING))
        .isInstanceOf(Observation.Pending.class);
    assertFailed(new Seen().after(Duration.ofMinutes(16)).rayJobAlone(INITIALIZING))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category)
        .returns("KubeRay has made no RayCluster of it within PT15M", Observation.Failed::reason);
  }

  @Test
  void failsWhenItsRayClusterIsRefused() {
    Seen seen =
        new Seen()
            .event(
                "train-1",
                "FailedToCreateRayCluster",
                "Failed to create RayCluster n/train-1-abcde: exceeded quota: q",
                Duration.ofSeconds(5));
    assertThat(seen.after(Duration.ofSeconds(10)).rayJobAlone(INITIALIZING))
        .isInstanceOf(Observation.Pending.class);
    assertFailed(seen.after(Duration.ofSeconds(12)).rayJobAlone(INITIALIZING))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("exceeded quota: q");
  }

  @Test
  void failsWhenItsRayClusterHasNoPods() {
    assertThat(new Seen().after(Duration.ofMinutes(15)).rayJob(INITIALIZING))
        .isEqualTo(new Observation.Pending("0 of 1 pods of its Ray cluster are there", null));
    assertFailed(new Seen().after(Duration.ofMinutes(16)).rayJob(INITIALIZING))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("0 of 1 pods", "within PT15M");
  }

  private static final String REFUSED =
      "{type: ReplicaFailure, status: \"True\", reason: FailedCreateHeadPod, message: \"FailedCreateHeadPod pods is forbidden: exceeded quota: q\", lastTransitionTime: \"2026-11-25T03:00:05Z\"}";

  @Test
  void failsWhenThePodsOfItsRayClusterAreRefused() {
    assertThat(new Seen().after(Duration.ofSeconds(14)).rayJob(INITIALIZING, REFUSED))
        .isInstanceOf(Observation.Pending.class);
    assertFailed(new Seen().after(Duration.ofSeconds(15)).rayJob(INITIALIZING, REFUSED))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("exceeded quota: q");
  }

  @Test
  void failsWhenOnlySomeOfItsRayClusterIsMade() {
    Seen seen = new Seen().pod("h", "phase: Running", HEAD).desiredWorkers(2);
    assertThat(seen.after(Duration.ofMinutes(15)).rayJob(INITIALIZING))
        .isEqualTo(new Observation.Pending("1 of 3 pods of its Ray cluster are there", null));
    assertFailed(seen.after(Duration.ofMinutes(16)).rayJob(INITIALIZING))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category);
  }

  /** A first node that came late leaves the Ray in it as much time as one that was there. */
  @Test
  void givesAWholeRayClusterItsTimeToBecomeReadyAndThenHasFailed() {
    Seen seen =
        new Seen()
            .pod(
                "h",
                "phase: Running, conditions: [{type: PodScheduled, status: \"True\", lastTransitionTime: \"2026-11-25T03:10:00Z\"}]",
                HEAD);
    assertThat(seen.after(Duration.ofMinutes(39)).rayJob(INITIALIZING))
        .isEqualTo(new Observation.Pending("its Ray cluster is being made", null));
    assertFailed(seen.after(Duration.ofMinutes(40)).rayJob(INITIALIZING))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category);
  }

  private static final String BEGUN =
      "jobDeploymentStatus: Running, jobStatus: \"\", startTime: \"2026-11-25T03:00:01Z\"";
  private static final String PROVISIONED =
      "{type: RayClusterProvisioned, status: \"True\", lastTransitionTime: \"2026-11-25T03:20:00Z\"}";

  @Test
  void failsWhenNobodySubmitsItsProgram() {
    Seen seen = new Seen().pod("h", "phase: Running", HEAD);
    assertThat(seen.after(Duration.ofMinutes(34)).rayJob(BEGUN, PROVISIONED))
        .isInstanceOf(Observation.Pending.class);
    assertFailed(seen.after(Duration.ofMinutes(35)).rayJob(BEGUN, PROVISIONED))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category);
    assertFailed(
            seen.after(Duration.ofMinutes(21))
                .event(
                    "train-1", "FailedCreate", "exceeded quota: q", Duration.ofSeconds(20 * 60 + 5))
                .rayJob(BEGUN, PROVISIONED))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("exceeded quota: q");
  }

  @Test
  void failsWhenRayDoesNotBeginWhatWasSubmitted() {
    Seen seen =
        new Seen()
            .pod("h", "phase: Running", HEAD)
            .pod(
                "s",
                "phase: Running, conditions: [{type: PodScheduled, status: \"True\", lastTransitionTime: \"2026-11-25T03:21:00Z\"}]",
                "labels: {berth.dev/role: submitter}");
    String pending = BEGUN.replace("\"\"", "PENDING");
    assertThat(seen.after(Duration.ofMinutes(35)).rayJob(pending, PROVISIONED))
        .isEqualTo(new Observation.Pending("Ray has not begun its program", null));
    assertFailed(seen.after(Duration.ofMinutes(36)).rayJob(pending, PROVISIONED))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category);
  }

  /** Between Kueue's word and the operator's the old start is still written there. */
  @Test
  void countsNoTimeFromAStartBeforeItWasSuspended() {
    assertThat(
            new Seen()
                .after(Duration.ofHours(2))
                .rayJobAlone("jobDeploymentStatus: \"\", startTime: \"2026-11-25T03:00:01Z\""))
        .isInstanceOf(Observation.Pending.class);
    assertThat(
            new Seen()
                .after(Duration.ofHours(2))
                .rayJobAlone(
                    "jobDeploymentStatus: Initializing, startTime: \"2026-11-25T04:50:00Z\""))
        .isInstanceOf(Observation.Pending.class);
  }
}
