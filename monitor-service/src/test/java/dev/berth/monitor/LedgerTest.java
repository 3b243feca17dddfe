package dev.berth.monitor;

import static dev.berth.monitor.LedgerStory.HERE;
import static dev.berth.monitor.LedgerStory.JOB;
import static dev.berth.monitor.LedgerStory.POLICY;
import static dev.berth.monitor.LedgerStory.START;
import static dev.berth.monitor.LedgerStory.THERE;
import static dev.berth.monitor.LedgerStory.attempt;
import static dev.berth.monitor.LedgerStory.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Event;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Observation;
import dev.berth.contracts.PastAttempt;
import dev.berth.contracts.RefusalCause;
import dev.berth.contracts.RetryBudget;
import dev.berth.contracts.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static LedgerStory runningStory(JobSpec spec) {
    LedgerStory story =
        new LedgerStory().requested(spec).placed(1, HERE, spec).submitted(1, HERE).running(1, HERE);
    assertThat(story.written()).isEmpty();
    return story.after(Duration.ofMillis(1));
  }

  @Test
  void showsWhereAJobStands() {
    LedgerStory story = new LedgerStory().requested(spec());
    assertThat(story.state().phase()).isEqualTo(JobPhase.REQUESTED);
    story.placed(1, HERE, spec());
    assertThat(story.state().phase()).isEqualTo(JobPhase.PLACED);
    story.submitted(1, HERE);
    assertThat(story.state().phase()).isEqualTo(JobPhase.PENDING);
    story.running(1, HERE);
    assertThat(story.state().phase()).isEqualTo(JobPhase.RUNNING);
    story.observed(1, HERE, new Observation.Succeeded(story.now()));
    assertThat(story.state().phase()).isEqualTo(JobPhase.RELEASING);
    story.released(1, HERE);
    assertThat(story.state().phase()).isEqualTo(JobPhase.SUCCEEDED);
  }

  @Test
  void endsAJobWellOnlyWhenItsAttemptIsReleased() {
    LedgerStory story = runningStory(spec());
    story.observed(1, HERE, new Observation.Succeeded(story.now()));
    assertThat(story.written())
        .containsExactly(
            new AttemptEnded(attempt(1), HERE, new Ending.Succeeded(), true, story.now()));
    story.after(MINUTE).released(1, HERE).again();
    assertThat(story.written()).containsExactly(new JobSucceeded(JOB, attempt(1), story.now()));
  }

  @Test
  void asksForAnotherAttemptOfALostOneAfterItsReleaseAndBackoff() {
    LedgerStory story = runningStory(spec());
    story.observed(1, HERE, new Observation.Gone("process 7@8 is gone"));
    assertThat(story.written())
        .containsExactly(
            new AttemptEnded(
                attempt(1), HERE, new Ending.Lost("process 7@8 is gone"), true, story.now()));
    story.after(MINUTE);
    assertThat(story.written()).isEmpty();
    story.released(1, HERE);
    assertThat(story.state().phase()).isEqualTo(JobPhase.WAITING);
    assertThat(story.written()).isEmpty();
    story.after(Duration.ofSeconds(1));
    assertThat(story.written())
        .singleElement()
        .isInstanceOfSatisfying(
            JobRescheduleRequested.class,
            again -> {
              assertThat(again.ended()).isEqualTo(attempt(1));
              assertThat(again.spec()).isEqualTo(spec());
              assertThat(again.history().attempts())
                  .extracting(PastAttempt::attempt, PastAttempt::target, PastAttempt::ran)
                  .containsExactly(org.assertj.core.groups.Tuple.tuple(attempt(1), HERE, true));
            });
    assertThat(story.state().phase()).isEqualTo(JobPhase.REQUESTED);
    story.after(MINUTE);
    assertThat(story.written()).isEmpty();
  }

  @Test
  void givesAJobUpWhenTheCategorysBudgetIsSpent() {
    JobSpec spec =
        spec(
            Map.of(
                FailureCategory.APPLICATION,
                new RetryBudget(1, Duration.ofSeconds(1), Duration.ofSeconds(1))),
            false,
            null,
            null);
    LedgerStory story = runningStory(spec);
    story.failed(1, HERE, FailureCategory.APPLICATION).released(1, HERE).after(MINUTE);
    assertThat(story.conclusions()).hasOnlyElementsOfType(JobRescheduleRequested.class);
    story
        .placed(2, THERE, spec)
        .submitted(2, THERE)
        .failed(2, THERE, FailureCategory.APPLICATION)
        .released(2, THERE);
    assertThat(story.conclusions())
        .singleElement()
        .isInstanceOfSatisfying(
            JobFailed.class,
            failed -> {
              assertThat(failed.category()).isEqualTo(FailureCategory.APPLICATION);
              assertThat(failed.history().attempts()).hasSize(2);
            });
  }

  @Test
  void keepsABudgetForEachCategory() {
    JobSpec spec =
        spec(
            Map.of(
                FailureCategory.APPLICATION,
                new RetryBudget(1, Duration.ZERO, Duration.ZERO),
                FailureCategory.INFRASTRUCTURE,
                new RetryBudget(1, Duration.ZERO, Duration.ZERO)),
            false,
            null,
            null);
    LedgerStory story = runningStory(spec);
    story.failed(1, HERE, FailureCategory.APPLICATION).released(1, HERE);
    assertThat(story.conclusions()).hasOnlyElementsOfType(JobRescheduleRequested.class);
    story.placed(2, HERE, spec).submitted(2, HERE).observed(2, HERE, new Observation.Gone("gone"));
    story.released(2, HERE);
    assertThat(story.conclusions()).hasOnlyElementsOfType(JobRescheduleRequested.class);
  }

  @Test
  void neverCallsAnAttemptFailedBecauseItsTargetIsSilent() {
    LedgerStory story = runningStory(spec());
    story.observed(1, HERE, new Observation.Unreachable("connection refused", null));
    story.after(Duration.ofDays(30));
    assertThat(story.written()).isEmpty();
    assertThat(story.health(1)).isInstanceOf(Health.Unreachable.class);
    assertThat(story.state().phase()).isEqualTo(JobPhase.RUNNING);
    story.running(1, HERE);
    assertThat(story.health(1)).isEqualTo(new Health.Healthy());
    assertThat(story.written()).isEmpty();
  }

  @Test
  void suspectsAnAttemptThatIsNotListedAndNeedsASecondLookToProveItsLoss() {
    LedgerStory story = runningStory(spec());
    story.observed(1, HERE, new Observation.Absent("not among 3 attempts"));
    assertThat(story.health(1)).isInstanceOf(Health.Suspect.class);
    story.after(POLICY.proofAfter().minusMillis(1));
    story.observed(1, HERE, new Observation.Absent("not among 3 attempts"));
    assertThat(story.written()).isEmpty();
    story.after(Duration.ofMillis(1)).observed(1, HERE, new Observation.Absent("not among 3"));
    assertThat(story.written())
        .singleElement()
        .isInstanceOfSatisfying(
            AttemptEnded.class, e -> assertThat(e.ending()).isInstanceOf(Ending.Lost.class));
  }

  @Test
  void aNoticeEndsTheAttemptBeforeItsMachineIsGoneAndTheNextOneWaitsForItsRelease() {
    LedgerStory story = runningStory(spec());

    story.observed(1, HERE, new Observation.Running(START, "taken at noon"));

    assertThat(story.written())
        .singleElement()
        .isInstanceOfSatisfying(
            AttemptEnded.class,
            e -> {
              assertThat(e.ending())
                  .isInstanceOfSatisfying(
                      Ending.Failed.class,
                      failed -> {
                        assertThat(failed.category()).isEqualTo(FailureCategory.PREEMPTED);
                        assertThat(failed.reason()).contains("taken at noon");
                      });
              assertThat(e.ran()).isTrue();
            });
    story.after(MINUTE).observed(1, HERE, new Observation.Succeeded(START));
    assertThat(story.written()).isEmpty();
    story.released(1, HERE).after(MINUTE);
    assertThat(story.written()).singleElement().isInstanceOf(JobRescheduleRequested.class);
  }

  @Test
  void forgetsASuspicionWhenTheAttemptIsSeenAgainOrItsTargetFallsSilent() {
    for (Observation between :
        List.of(new Observation.Running(START), new Observation.Unreachable("no answer", null))) {
      LedgerStory story = runningStory(spec());
      story.observed(1, HERE, new Observation.Absent("not listed")).after(MINUTE);
      story.observed(1, HERE, between).after(MINUTE);
      story.observed(1, HERE, new Observation.Absent("not listed"));
      assertThat(story.written()).as(between.toString()).isEmpty();
    }
  }

  @Test
  void suspectsASubmissionThatNobodyHasSeen() {
    LedgerStory story =
        new LedgerStory().requested(spec()).placed(1, HERE, spec()).submitted(1, HERE);
    assertThat(story.health(1)).isEqualTo(new Health.Unseen());
    story.after(POLICY.suspectAfter().plusMillis(1));
    assertThat(story.health(1)).isInstanceOf(Health.Suspect.class);
    assertThat(story.written()).isEmpty();
  }

  @Test
  void takesARefusalAsAnEndThatNeedsNoRelease() {
    LedgerStory story = new LedgerStory().requested(spec()).placed(1, HERE, spec());
    story.refused(1, HERE, FailureCategory.CAPACITY).again();
    assertThat(story.written()).isEmpty();
    assertThat(story.state().phase()).isEqualTo(JobPhase.WAITING);
    story.after(MINUTE);
    assertThat(story.written()).hasOnlyElementsOfType(JobRescheduleRequested.class).hasSize(1);
  }

  @Test
  void triesAnUnplaceableJobAgainOnlyWhereTimeMayHelp() {
    LedgerStory never = new LedgerStory().requested(spec()).unplaceable(1, spec(), false);
    assertThat(never.written())
        .singleElement()
        .isInstanceOfSatisfying(
            JobFailed.class,
            f -> assertThat(f.category()).isEqualTo(FailureCategory.CONFIGURATION));
    LedgerStory later = new LedgerStory().requested(spec()).unplaceable(1, spec(), true);
    assertThat(later.written()).isEmpty();
    later.after(MINUTE);
    assertThat(later.written()).hasOnlyElementsOfType(JobRescheduleRequested.class).hasSize(1);
  }

  @Test
  void cancelsWhatRunsAndEndsTheJobWhenItIsReleased() {
    LedgerStory story = runningStory(spec()).cancelRequested().again();
    assertThat(story.written())
        .containsExactly(
            new AttemptEnded(
                attempt(1), HERE, new Ending.Cancelled("no longer needed"), true, story.now()));
    story.failed(1, HERE, FailureCategory.APPLICATION);
    assertThat(story.written()).isEmpty();
    story.released(1, HERE);
    assertThat(story.written())
        .containsExactly(new JobCancelled(JOB, "no longer needed", story.now()));
  }

  @Test
  void cancelsAJobThatWaitsForItsBackoffAtOnce() {
    LedgerStory story = runningStory(spec());
    story.failed(1, HERE, FailureCategory.CAPACITY).released(1, HERE);
    assertThat(story.conclusions()).isEmpty();
    story.cancelRequested();
    assertThat(story.written()).hasOnlyElementsOfType(JobCancelled.class).hasSize(1);
    story.after(MINUTE);
    assertThat(story.written()).isEmpty();
  }

  @Test
  void waitsForTheDecisionThatIsUnderWayBeforeAJobIsCancelled() {
    LedgerStory story = new LedgerStory().requested(spec()).cancelRequested();
    assertThat(story.written()).isEmpty();
    story.placed(1, HERE, spec());
    assertThat(story.written()).hasOnlyElementsOfType(AttemptEnded.class).hasSize(1);
    story.submitted(1, HERE).released(1, HERE);
    assertThat(story.written()).hasOnlyElementsOfType(JobCancelled.class).hasSize(1);
  }

  @Test
  void cancelsAJobThatTheAdvisorNeverPlaced() {
    LedgerStory story = new LedgerStory().cancelRequested();
    assertThat(story.written()).isEmpty();
    story.told(new JobRefused(JOB, RefusalCause.CANCELLED, List.of()));
    assertThat(story.written()).hasOnlyElementsOfType(JobCancelled.class).hasSize(1);
    story.requested(spec()).after(MINUTE);
    assertThat(story.written()).isEmpty();
    assertThat(story.state().phase()).isEqualTo(JobPhase.CANCELLED);
  }

  @Test
  void letsSuccessStandAgainstALateCancellation() {
    LedgerStory story = runningStory(spec());
    story.observed(1, HERE, new Observation.Succeeded(story.now())).cancelRequested();
    story.released(1, HERE);
    assertThat(story.conclusions()).hasOnlyElementsOfType(JobSucceeded.class).hasSize(1);
  }

  @Test
  void endsWhatRunsLongerThanItMay() {
    LedgerStory story = runningStory(spec(Map.of(), false, MINUTE, null));
    story.after(MINUTE.minusMillis(2));
    assertThat(story.written()).isEmpty();
    story.after(Duration.ofMillis(1));
    assertThat(story.written())
        .singleElement()
        .isInstanceOfSatisfying(
            AttemptEnded.class,
            ended ->
                assertThat(ended.ending())
                    .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        f -> assertThat(f.category()).isEqualTo(FailureCategory.APPLICATION)));
  }

  @Test
  void endsAJobAtItsDeadlineWhateverItIsDoing() {
    JobSpec spec = spec(Map.of(), false, null, START.plus(Duration.ofHours(1)));
    LedgerStory running = runningStory(spec).after(Duration.ofHours(1));
    assertThat(running.written()).hasOnlyElementsOfType(AttemptEnded.class).hasSize(1);
    running.released(1, HERE);
    assertThat(running.written()).hasOnlyElementsOfType(JobFailed.class).hasSize(1);

    LedgerStory undecided = new LedgerStory().requested(spec).after(Duration.ofHours(1));
    assertThat(undecided.written()).isEmpty();
    undecided.unplaceable(1, spec, true);
    assertThat(undecided.written()).hasOnlyElementsOfType(JobFailed.class).hasSize(1);
  }

  @Test
  void asksForAnOverlappingAttemptBeforeTheOldOneIsReleased() {
    JobSpec spec = spec(Map.of(), true, null, null);
    LedgerStory story = runningStory(spec);
    story.observed(1, HERE, new Observation.Gone("gone")).after(MINUTE);
    assertThat(story.conclusions()).hasOnlyElementsOfType(JobRescheduleRequested.class).hasSize(1);
    story.placed(2, THERE, spec).submitted(2, THERE).running(2, THERE);
    story.observed(2, THERE, new Observation.Succeeded(story.now())).released(2, THERE);
    assertThat(story.conclusions()).hasOnlyElementsOfType(JobSucceeded.class).hasSize(1);
    assertThat(story.state().isClosed()).isFalse();
    story.after(POLICY.retention().multipliedBy(2));
    assertThat(story.isForgotten()).as("while attempt 1 is not released").isFalse();
    story.released(1, HERE);
    assertThat(story.isForgotten()).isTrue();
  }

  @Test
  void isNotMovedByLateNewsOfAnEarlierAttempt() {
    LedgerStory story = runningStory(spec());
    story.observed(1, HERE, new Observation.Gone("gone")).released(1, HERE).after(MINUTE);
    story.placed(2, THERE, spec()).submitted(2, THERE).running(2, THERE);
    story.written();
    JobState before = story.state();
    story.failed(1, HERE, FailureCategory.APPLICATION);
    story.refused(1, HERE, FailureCategory.CAPACITY).released(1, HERE);
    assertThat(story.written()).isEmpty();
    assertThat(story.state().attempt(attempt(2))).isEqualTo(before.attempt(attempt(2)));
    assertThat(story.state().phase()).isEqualTo(JobPhase.RUNNING);
  }

  @Test
  void endsASubmissionAgainThatComesAfterItsRelease() {
    LedgerStory story =
        new LedgerStory().requested(spec()).placed(1, HERE, spec()).cancelRequested();
    story.released(1, HERE);
    assertThat(story.conclusions()).hasOnlyElementsOfType(JobCancelled.class);
    story.after(MINUTE).submitted(1, HERE);
    List<Event> ended = story.written();
    assertThat(ended).hasOnlyElementsOfType(AttemptEnded.class).hasSize(1);
    assertThat(story.state().isClosed()).isFalse();
    story.again();
    assertThat(story.written()).isEmpty();
    story.released(1, HERE);
    assertThat(story.state().isClosed()).isTrue();
    assertThat(story.written()).isEmpty();
  }

  @Test
  void endsAnOrphanAfterItsGraceAndOnlyWhileItIsSeen() {
    LedgerStory story = new LedgerStory().running(1, HERE);
    story.after(POLICY.orphanGrace().minusMillis(1)).running(1, HERE);
    assertThat(story.written()).isEmpty();
    story.after(Duration.ofMillis(1)).running(1, HERE);
    assertThat(story.written()).hasOnlyElementsOfType(AttemptEnded.class).hasSize(1);
    assertThat(story.state().isClosed()).isFalse();
    story.released(1, HERE);
    assertThat(story.written()).isEmpty();
    story.after(POLICY.retention());
    assertThat(story.isForgotten()).isTrue();
  }

  @Test
  void doesNotTakeAnAttemptForAnOrphanWhoseDecisionComesLate() {
    LedgerStory story = new LedgerStory().running(1, HERE).after(MINUTE);
    story.placed(1, HERE, spec()).after(POLICY.orphanGrace()).running(1, HERE);
    assertThat(story.written()).isEmpty();
    assertThat(story.state().phase()).isEqualTo(JobPhase.RUNNING);
  }

  @Test
  void triesAgainAJobWhoseAttemptItEndedAsAnOrphanTooSoon() {
    LedgerStory story = new LedgerStory().running(1, HERE);
    story.after(POLICY.orphanGrace()).running(1, HERE).released(1, HERE);
    story.written();
    story.requested(spec()).placed(1, HERE, spec()).after(MINUTE);
    assertThat(story.written()).hasOnlyElementsOfType(JobRescheduleRequested.class).hasSize(1);
  }

  @Test
  void concludesNothingFromWhatIsSeenBeforeItIsPlaced() {
    LedgerStory story = new LedgerStory().observed(1, HERE, new Observation.Succeeded(START));
    assertThat(story.written()).isEmpty();
    story.submitted(1, HERE);
    assertThat(story.written()).hasOnlyElementsOfType(AttemptEnded.class).hasSize(1);
  }

  @Test
  void doesNotWaitForEverForTheEndOfWhatIsReleased() {
    LedgerStory story =
        new LedgerStory().requested(spec()).placed(1, HERE, spec()).submitted(1, HERE);
    story.released(1, HERE);
    assertThat(story.written()).isEmpty();
    story.after(POLICY.orphanGrace().plus(MINUTE));
    story.after(MINUTE);
    assertThat(story.conclusions()).hasOnlyElementsOfType(JobRescheduleRequested.class).hasSize(1);
  }

  @Test
  void showsWhyARequestWasRefusedUntilAGoodOneComes() {
    LedgerStory story =
        new LedgerStory()
            .told(
                new JobRefused(
                    JOB, RefusalCause.INVALID_SPEC, List.of(new Violation("workers", "0", "no"))));
    assertThat(story.state().phase()).isEqualTo(JobPhase.REFUSED);
    story.requested(spec());
    assertThat(story.state().phase()).isEqualTo(JobPhase.REQUESTED);
  }

  @Test
  void goesOnWithAJobWhoseGoodRequestIsReadAfterItsAttempt() {
    JobRefused refusal =
        new JobRefused(
            JOB, RefusalCause.INVALID_SPEC, List.of(new Violation("workers", "0", "no")));
    LedgerStory before = new LedgerStory().told(refusal).submitted(1, HERE).running(1, HERE);
    assertThat(before.written()).isEmpty();
    LedgerStory after = new LedgerStory().submitted(1, HERE).told(refusal).running(1, HERE);
    assertThat(after.written()).isEmpty();
    before.requested(spec()).placed(1, HERE, spec());
    after.requested(spec()).placed(1, HERE, spec());
    assertThat(before.state().phase()).isEqualTo(JobPhase.RUNNING);
    assertThat(after.state().phase()).isEqualTo(JobPhase.RUNNING);
  }

  @Test
  void givesAJobUpThatFitsNowhereAfterAnInvalidRequestOfIt() {
    LedgerStory story =
        new LedgerStory()
            .told(
                new JobRefused(
                    JOB, RefusalCause.INVALID_SPEC, List.of(new Violation("workers", "0", "no"))));
    story.unplaceable(1, spec(), false).requested(spec());
    assertThat(story.conclusions()).hasOnlyElementsOfType(JobFailed.class).hasSize(1);
  }

  @Test
  void leavesAJobAloneWhoseIdSomebodyElseAsksFor() {
    LedgerStory story = runningStory(spec());
    JobState before = story.state();
    story.told(new JobRefused(JOB, RefusalCause.ID_CONFLICT, List.of()));
    assertThat(story.state()).isEqualTo(before);
  }

  @Test
  void goesOnWithAJobThatItHadForgottenWhenItIsHeardOfAgain() {
    LedgerStory known = runningStory(spec());
    known.observed(1, HERE, new Observation.Gone("gone")).released(1, HERE).after(MINUTE);
    Event again = known.conclusions().getFirst();

    LedgerStory story = new LedgerStory().told(again).placed(2, THERE, spec());
    story.submitted(2, THERE).observed(2, THERE, new Observation.Gone("gone"));
    story.released(2, THERE).after(MINUTE);
    assertThat(story.conclusions())
        .singleElement()
        .isInstanceOfSatisfying(
            JobRescheduleRequested.class,
            third -> assertThat(third.history().attempts()).hasSize(2));
    assertThat(story.state().failures()).containsEntry(FailureCategory.INFRASTRUCTURE, 2);
  }

  @Test
  void forgetsAnEndedJobAfterItsRetention() {
    LedgerStory story = runningStory(spec());
    story.observed(1, HERE, new Observation.Succeeded(story.now())).released(1, HERE);
    story.after(POLICY.retention().minusMillis(1));
    assertThat(story.isForgotten()).isFalse();
    story.after(Duration.ofMillis(1));
    assertThat(story.isForgotten()).isTrue();
  }
}
