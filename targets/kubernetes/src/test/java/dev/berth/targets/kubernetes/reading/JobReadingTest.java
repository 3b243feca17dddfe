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
import org.junit.jupiter.params.provider.ValueSource;

/** Every trap that was measured on a real control plane is a case here. */
class JobReadingTest {

  private static final String RUNNING =
      "phase: Running, containerStatuses: [{name: worker, state: {running: {startedAt: \"2026-11-25T03:00:05Z\"}}}]";

  private static ObjectAssert<Observation.Failed> assertFailed(Observation observation) {
    return assertThat(observation)
        .asInstanceOf(InstanceOfAssertFactories.type(Observation.Failed.class));
  }

  private static String ended(int code, String reason) {
    return "phase: Failed, containerStatuses: [{name: worker, state: {terminated: {exitCode: %d, reason: %s, finishedAt: \"2026-11-25T03:00:40Z\"}}}]"
        .formatted(code, reason);
  }

  private static String disrupted(String phase, String reason) {
    return "phase: %s, conditions: [{type: DisruptionTarget, status: \"True\", reason: %s, message: said so, lastTransitionTime: \"2026-11-25T03:00:50Z\"}]"
        .formatted(phase, reason);
  }

  @Test
  void succeedsWithTheFinalConditionOnly() {
    assertThat(
            new Seen()
                .pod("p", RUNNING)
                .job("active: 1, conditions: [{type: SuccessCriteriaMet, status: \"True\"}]"))
        .isInstanceOf(Observation.Running.class);
    assertThat(
            new Seen()
                .job(
                    "succeeded: 1, completionTime: \"2026-11-25T03:00:30Z\", conditions: [{type: SuccessCriteriaMet, status: \"True\"}, {type: Complete, status: \"True\"}]"))
        .isEqualTo(new Observation.Succeeded(Instant.parse("2026-11-25T03:00:30Z")));
  }

  @Test
  void failsByThePodAsSoonAsThePodHas() {
    assertFailed(new Seen().pod("p", ended(3, "Error")).job("active: 1"))
        .returns(3, Observation.Failed::exitCode)
        .returns(FailureCategory.APPLICATION, Observation.Failed::category)
        .returns(Instant.parse("2026-11-25T03:00:40Z"), Observation.Failed::endedAt);
  }

  @Test
  void doesNotFailByFailureTargetAlone() {
    assertThat(
            new Seen()
                .pod("p", RUNNING)
                .job("active: 1, conditions: [{type: FailureTarget, status: \"True\"}]"))
        .isInstanceOf(Observation.Running.class);
  }

  @Test
  void findsTheExitCodeInTheJobsMessageWhenThePodsAreGone() {
    assertFailed(
            new Seen()
                .job(
                    "failed: 1, conditions: [{type: FailureTarget, status: \"True\"}, {type: Failed, status: \"True\", reason: PodFailurePolicy, message: \"Container main for pod default/p-h8rwc failed with exit code 42 matching FailJob rule at index 1\"}]"))
        .returns(42, Observation.Failed::exitCode)
        .returns(FailureCategory.APPLICATION, Observation.Failed::category);
  }

  /** Its controller keeps a failed pod: who ended the program by a signal has deleted the pod. */
  @ParameterizedTest
  @ValueSource(ints = {137, 143})
  void takesAPodThatASignalEndedAndThatIsGoneForDeleted(int code) {
    String failed =
        "failed: 1, conditions: [{type: Failed, status: \"True\", reason: PodFailurePolicy, message: \"Container main for pod default/p-h8rwc failed with exit code %d matching FailJob rule at index 1\"}]"
            .formatted(code);

    assertFailed(new Seen().job(failed))
        .returns(code, Observation.Failed::exitCode)
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category);
    assertFailed(new Seen().pod("p-h8rwc", RUNNING).job(failed))
        .returns(FailureCategory.APPLICATION, Observation.Failed::category);
  }

  private static final String DISRUPTED =
      "failed: 1, conditions: [{type: FailureTarget, status: \"True\"}, {type: Failed, status: \"True\", reason: PodFailurePolicy, message: \"Pod default/p-h8rwc has condition DisruptionTarget matching FailJob rule at index 0\", lastTransitionTime: \"2026-11-25T03:00:50Z\"}]";

  /** An evicted pod may be gone before anybody has looked at it. */
  @Test
  void findsAnEvictionInTheJobsMessageWhenThePodsAreGone() {
    assertFailed(new Seen().job(DISRUPTED))
        .returns(FailureCategory.PREEMPTED, Observation.Failed::category)
        .returns(Instant.parse("2026-11-25T03:00:50Z"), Observation.Failed::endedAt);
    assertFailed(
            new Seen()
                .event("p-h8rwc", "NodeNotReady", "Node is not ready", Duration.ofSeconds(40))
                .job(DISRUPTED))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category);
  }

  @Test
  void takesPodsThatVanishedForTheClustersDoing() {
    assertFailed(
            new Seen()
                .job(
                    "failed: 1, conditions: [{type: Failed, status: \"True\", reason: BackoffLimitExceeded, message: Job has reached the specified backoff limit}]"))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category);
  }

  @ParameterizedTest
  @CsvSource({
    "1, OOMKilled, APPLICATION",
    "137, OOMKilled, APPLICATION",
    "137, Error, INFRASTRUCTURE",
    "255, Unknown, INFRASTRUCTURE",
    "255, Error, APPLICATION",
    "127, Error, CONFIGURATION",
    "126, Error, CONFIGURATION",
    "128, StartError, CONFIGURATION",
    "143, Error, APPLICATION",
    "1, Error, APPLICATION"
  })
  void tellsWhoseFaultAnExitIs(int code, String reason, FailureCategory category) {
    assertFailed(new Seen().pod("p", ended(code, reason)).job("failed: 1"))
        .returns(category, Observation.Failed::category)
        .returns(code, Observation.Failed::exitCode);
  }

  @Test
  void namesMemoryWhenOnlyAChildWasOverTheLimit() {
    assertFailed(new Seen().pod("p", ended(1, "OOMKilled")).job("failed: 1"))
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("more memory");
  }

  @ParameterizedTest
  @CsvSource({
    "Failed, TerminationByKubelet, PREEMPTED",
    "Failed, PreemptionByScheduler, PREEMPTED",
    "Failed, EvictionByEvictionAPI, PREEMPTED",
    "Failed, DeletionByPodGC, INFRASTRUCTURE"
  })
  void tellsWhoTookAPodAway(String phase, String reason, FailureCategory category) {
    assertFailed(new Seen().pod("p", disrupted(phase, reason)).job("failed: 1"))
        .returns(category, Observation.Failed::category)
        .returns(Instant.parse("2026-11-25T03:00:50Z"), Observation.Failed::endedAt);
  }

  @Test
  void takesAnEvictionForWantOfSpaceForTheMachinesFault() {
    assertFailed(
            new Seen()
                .pod("p", disrupted("Failed", "TerminationByKubelet") + ", reason: Evicted")
                .job("failed: 1"))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category);
  }

  /** The pod of a dead node stays Running and Terminating, and its Job waits for it for ever. */
  @Test
  void doesNotWaitForTheNodeThatIsLost() {
    assertFailed(
            new Seen()
                .pod(
                    "p",
                    disrupted("Running", "DeletionByTaintManager"),
                    "deletionTimestamp: \"2026-11-25T03:00:55Z\"")
                .job("active: 1, terminating: 1"))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category);
  }

  @Test
  void isUnreachableWhileItsNodeIsSilentAndNothingIsDecided() {
    assertThat(new Seen().silentNode("node-p").pod("p", RUNNING).job("active: 1"))
        .isEqualTo(
            new Observation.Unreachable(
                "node node-p of pod p does not answer", Seen.CREATED.plusSeconds(30)));
  }

  @Test
  void takesAKilledPodThatSomebodyDeletedForNoFaultOfTheProgram() {
    assertFailed(
            new Seen()
                .pod("p", ended(143, "Error"), "deletionTimestamp: \"2026-11-25T03:00:30Z\"")
                .job("failed: 1"))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category);
  }

  @Test
  void namesTheFirstOfSeveralFailures() {
    assertFailed(
            new Seen()
                .pod("late", ended(1, "Error").replace("03:00:40", "03:00:45"))
                .pod("first", ended(7, "Error"))
                .job(2, "failed: 2", ""))
        .returns(7, Observation.Failed::exitCode);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ImagePullBackOff",
        "InvalidImageName",
        "ErrImageNeverPull",
        "CreateContainerConfigError",
        "CreateContainerError"
      })
  void failsAtOnceWhereNoPatienceHelps(String reason) {
    assertFailed(
            new Seen()
                .after(Duration.ofSeconds(5))
                .pod(
                    "p",
                    "phase: Pending, containerStatuses: [{name: worker, state: {waiting: {reason: %s, message: no such thing}}}]"
                        .formatted(reason))
                .job("active: 1"))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains(reason, "no such thing");
  }

  @Test
  void waitsAfterAFirstPullThatFailed() {
    assertThat(
            new Seen()
                .pod(
                    "p",
                    "phase: Pending, containerStatuses: [{name: worker, state: {waiting: {reason: ErrImagePull}}}]")
                .job("active: 1"))
        .isInstanceOf(Observation.Pending.class);
  }

  private static final String UNSCHEDULABLE =
      "phase: Pending, conditions: [{type: PodScheduled, status: \"False\", reason: Unschedulable, message: \"0/3 nodes are available: 3 Insufficient nvidia.com/gpu.\"}]";

  @Test
  void waitsForRoomInTheSchedulersWordsAndThenHasFailedForWantOfIt() {
    assertThat(new Seen().pod("p", UNSCHEDULABLE).job("active: 1"))
        .asInstanceOf(InstanceOfAssertFactories.type(Observation.Pending.class))
        .extracting(Observation.Pending::reason)
        .asString()
        .contains("3 Insufficient nvidia.com/gpu");
    assertFailed(new Seen().after(Duration.ofMinutes(15)).pod("p", UNSCHEDULABLE).job("active: 1"))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category);
  }

  private static final String STARTING =
      "phase: Pending, conditions: [{type: PodReadyToStartContainers, status: \"False\"}, {type: PodScheduled, status: \"True\", lastTransitionTime: \"2026-11-25T03:10:00Z\"}], containerStatuses: [{name: worker, state: {waiting: {reason: ContainerCreating}}}]";

  @Test
  void givesAPodOnItsNodeItsTimeFromThenOnAndThenHasFailed() {
    assertThat(
            new Seen()
                .after(Duration.ofMinutes(25).minusSeconds(1))
                .pod("p", STARTING)
                .job("active: 1"))
        .isEqualTo(new Observation.Pending("pod p is being started", null));
    assertFailed(new Seen().after(Duration.ofMinutes(25)).pod("p", STARTING).job("active: 1"))
        .returns(FailureCategory.INFRASTRUCTURE, Observation.Failed::category)
        .returns(
            "pod p has not started within PT15M on node node-p: ContainerCreating",
            Observation.Failed::reason);
  }

  @Test
  void saysWhatHeldUpAPodThatNeverStarted() {
    assertFailed(
            new Seen()
                .after(Duration.ofMinutes(25))
                .event("p", "Scheduled", "assigned", Duration.ofMinutes(24))
                .event("p", "FailedMount", "path does not exist", Duration.ofMinutes(23))
                .event("q", "FailedMount", "not of this pod", Duration.ofMinutes(24))
                .pod("p", STARTING)
                .job("active: 1"))
        .extracting(Observation.Failed::reason)
        .asString()
        .endsWith("on node node-p: path does not exist (FailedMount)");
  }

  @Test
  void failsAGangThatIsNeverWhole() {
    Seen seen = new Seen().after(Duration.ofMinutes(14)).pod("one", RUNNING);
    assertThat(seen.job(3, "active: 1", ""))
        .isEqualTo(new Observation.Pending("1 of 3 pods are there", null));
    assertFailed(seen.after(Duration.ofMinutes(15)).job(3, "active: 1", ""))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("1 of 3 pods are there");
  }

  /** Its time begins anew when a queue lets it go on. */
  @Test
  void countsAGangsTimeFromItsStart() {
    assertThat(
            new Seen()
                .after(Duration.ofHours(2))
                .pod("one", RUNNING)
                .job(3, "active: 1, startTime: \"2026-11-25T04:50:00Z\"", ""))
        .isInstanceOf(Observation.Pending.class);
  }

  @Test
  void failsWhenTheRestOfAGangIsRefused() {
    Seen seen =
        new Seen()
            .after(Duration.ofSeconds(12))
            .pod("one", RUNNING)
            .event("train-1", "FailedCreate", "exceeded quota: q", Duration.ofSeconds(5));
    assertFailed(seen.job(3, "active: 1", ""))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("exceeded quota");
  }

  @Test
  void forgivesARefusalThatWasGotOver() {
    assertThat(
            new Seen()
                .after(Duration.ofSeconds(30))
                .event("train-1", "FailedCreate", "not yet", Duration.ofSeconds(-1))
                .pod("one", RUNNING)
                .job(3, "active: 1, startTime: \"2026-11-25T02:59:50Z\"", ""))
        .isEqualTo(new Observation.Pending("1 of 3 pods are there", null));
  }

  @Test
  void failsAGangOfWhichOneFindsNoRoom() {
    assertFailed(
            new Seen()
                .after(Duration.ofMinutes(15))
                .pod("one", RUNNING)
                .pod("two", UNSCHEDULABLE)
                .job(2, "active: 2", ""))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category);
  }

  @ParameterizedTest
  @CsvSource({"eks, TriggeredScaleUp", "eks, Nominated", "gke, TriggeredScaleUp"})
  void waitsLongerForANodeThatIsBeingMade(String dialect, String reason) {
    Seen seen =
        new Seen()
            .on(dialect)
            .after(Duration.ofMinutes(16))
            .event("p", reason, "a node comes", Duration.ofMinutes(2))
            .pod("p", UNSCHEDULABLE);

    assertThat(seen.job("active: 1"))
        .asInstanceOf(InstanceOfAssertFactories.type(Observation.Pending.class))
        .extracting(Observation.Pending::reason)
        .asString()
        .contains("a node comes", reason);
    assertFailed(seen.after(Duration.ofMinutes(17)).job("active: 1"))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category);
  }

  @Test
  void heedsNoScaleUpWhereNobodyScales() {
    assertFailed(
            new Seen()
                .on("kubeadm")
                .after(Duration.ofMinutes(16))
                .event("p", "TriggeredScaleUp", "somebody else's", Duration.ofMinutes(2))
                .pod("p", UNSCHEDULABLE)
                .job("active: 1"))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category);
  }

  @Test
  void failsWhenItsPodsAreRefused() {
    assertFailed(
            new Seen()
                .after(Duration.ofSeconds(12))
                .event("train-1", "FailedCreate", "exceeded quota: q", Duration.ofSeconds(5))
                .job("startTime: \"2026-11-25T03:00:00Z\""))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("exceeded quota");
  }

  /** A new namespace refuses pods until its ServiceAccount is there. */
  @Test
  void forgivesARefusalInTheFirstSeconds() {
    assertThat(
            new Seen()
                .after(Duration.ofSeconds(2))
                .event("train-1", "FailedCreate", "serviceaccount not found", Duration.ofSeconds(1))
                .job("startTime: \"2026-11-25T03:00:00Z\""))
        .isInstanceOf(Observation.Pending.class);
  }

  @Test
  void runsWhenAllAreThereAndNotBefore() {
    assertThat(new Seen().pod("one", RUNNING).job(2, "active: 1", ""))
        .isInstanceOf(Observation.Pending.class);
    assertThat(new Seen().pod("one", RUNNING).pod("two", RUNNING).job(2, "active: 2", ""))
        .isEqualTo(new Observation.Running(Instant.parse("2026-11-25T03:00:05Z")));
  }

  /** Kueue suspends a Job that it has not admitted, or takes room from; the Job has not failed. */
  @Test
  void waitsWhileAQueueSuspendsIt() {
    assertThat(
            new Seen()
                .after(Duration.ofHours(23))
                .job(
                    1,
                    "conditions: [{type: Suspended, status: \"True\", reason: JobSuspended}]",
                    "",
                    "suspend: true"))
        .isInstanceOf(Observation.Pending.class);
  }

  /** By a queue, or by somebody who forgot it. */
  @Test
  void failsWhenItIsSuspendedForLongerThanItMayWait() {
    Seen seen = new Seen();
    String suspended =
        "conditions: [{type: Suspended, status: \"True\", reason: JobSuspended, lastTransitionTime: \"2026-11-25T04:00:00Z\"}]";
    assertThat(
            seen.after(Duration.ofHours(25).minusSeconds(1)).job(1, suspended, "", "suspend: true"))
        .isInstanceOf(Observation.Pending.class);
    assertFailed(seen.after(Duration.ofHours(25)).job(1, suspended, "", "suspend: true"))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category)
        .returns(
            "suspended since 2026-11-25T04:00:00Z, and nobody let it go on within PT24H",
            Observation.Failed::reason);
  }

  @Test
  void ranTooLong() {
    assertFailed(
            new Seen()
                .job(
                    "conditions: [{type: Failed, status: \"True\", reason: DeadlineExceeded, message: Job was active longer than specified deadline}]"))
        .returns(FailureCategory.APPLICATION, Observation.Failed::category);
  }

  @Test
  void isGoneWhenSomebodyDeletesIt() {
    assertThat(
            new Seen()
                .pod("p", RUNNING)
                .job(1, "active: 1", "deletionTimestamp: \"2026-11-25T03:00:30Z\""))
        .isInstanceOf(Observation.Gone.class);
  }
}
