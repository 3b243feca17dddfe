package dev.berth.provisioner;

import static dev.berth.provisioner.Driven.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.FailureCategory;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTest {

  private final Driven lane = new Driven();

  @Test
  void acknowledgesADecisionOnlyWhenItsOutcomeIsPublished() {
    assertThat(lane.placed("job-1", "a", null)).containsExactly("submit job-1 at a");
    assertThat(lane.submitted("job-1")).containsExactly("publish AttemptSubmitted job-1 at a");
    assertThat(lane.published("job-1")).containsExactly("acknowledge decisions@0");
    assertThat(lane.state().idle()).isTrue();
  }

  @Test
  void releasesWhatHasEnded() {
    running("job-1", "a");

    assertThat(lane.ended("job-1", "a")).containsExactly("release job-1 at a");
    assertThat(lane.releasing("job-1")).containsExactly("retry release job-1 at a after 1");
    assertThat(lane.due("job-1")).containsExactly("release job-1 at a");
    assertThat(lane.trouble("job-1")).containsExactly("retry release job-1 at a after 2");
    assertThat(lane.due("job-1")).containsExactly("release job-1 at a");
    assertThat(lane.released("job-1")).containsExactly("publish AttemptReleased job-1 at a");
    assertThat(lane.published("job-1")).containsExactly("acknowledge health@1");
  }

  @Test
  void publishesTheReleaseOfTheEarlierAttemptBeforeTheNextOneStarts() {
    assertThat(lane.placed("job-2", "b", at("job-1", "a"))).containsExactly("fence job-1 at a");
    assertThat(lane.releasing("job-1")).containsExactly("retry fence job-1 at a after 1");
    lane.due("job-1");
    assertThat(lane.released("job-1")).containsExactly("publish AttemptReleased job-1 at a");
    assertThat(lane.published("job-1")).containsExactly("submit job-2 at b");
  }

  @Test
  void doesNotReleaseOnceMoreWhoseReleaseItHasHeardConfirmed() {
    running("job-1", "a");
    lane.ended("job-1", "a");
    lane.released("job-1");
    lane.published("job-1");

    assertThat(lane.placed("job-2", "b", at("job-1", "a"))).containsExactly("submit job-2 at b");
  }

  @Test
  void doesNotReleaseOnceMoreWhoseRefusalIsFinal() {
    refusedForGood("job-1", "a");

    assertThat(lane.placed("job-2", "b", at("job-1", "a"))).containsExactly("submit job-2 at b");
    refusedForGoodFromHere("job-2");
    assertThat(lane.placed("job-3", "a", at("job-2", "b"))).containsExactly("submit job-3 at a");
  }

  @Test
  void fencesWhatIsNotReleasedYetAlthoughItHasEnded() {
    running("job-1", "a");
    lane.ended("job-1", "a");

    assertThat(lane.placed("job-2", "b", at("job-1", "a"))).isEmpty();
    lane.trouble("job-1");
    lane.due("job-1");
    lane.released("job-1");
    assertThat(lane.published("job-1"))
        .containsExactly("acknowledge health@1", "submit job-2 at b");
  }

  @Test
  void fencesAtATargetWhereNoReleaseWasConfirmed() {
    lane.ended("job-1", "elsewhere");
    lane.released("job-1");
    lane.published("job-1");

    assertThat(lane.placed("job-2", "b", at("job-1", "a"))).containsExactly("fence job-1 at a");
  }

  @Test
  void fencesWhoseReleaseItHasForgotten() {
    refusedForGood("job-1", "a");
    Driven restarted = new Driven();

    assertThat(restarted.placed("job-2", "b", at("job-1", "a")))
        .containsExactly("fence job-1 at a");
  }

  @Test
  void fencesOnceMoreForADecisionThatIsReadAgainAfterItsOutcome() {
    refusedForGood("job-1", "a");
    lane.placed("job-2", "b", at("job-1", "a"));
    lane.submitted("job-2");
    lane.published("job-2");

    assertThat(lane.placed("job-2", "b", at("job-1", "a"))).containsExactly("fence job-1 at a");
  }

  @Test
  void startsAtOnceWhatMayOverlap() {
    assertThat(lane.placed("job-2", "b", at("job-1", "a"), true))
        .containsExactly("submit job-2 at b");
  }

  @Test
  void makesARefusalFinalBeforeItTellsOfIt() {
    lane.placed("job-1", "a", null);

    assertThat(lane.refused("job-1")).containsExactly("make final job-1 at a");
    assertThat(lane.trouble("job-1")).containsExactly("retry make final job-1 at a after 1");
    lane.due("job-1");
    assertThat(lane.released("job-1")).containsExactly("publish AttemptRefused job-1 at a");
    Task.Publish publish = (Task.Publish) lane.course("job-1").stage().task();
    assertThat(publish.event())
        .isEqualTo(
            new AttemptRefused(
                at("job-1", "a").attempt(),
                at("job-1", "a").target(),
                FailureCategory.CAPACITY,
                "no room",
                Driven.NOON,
                Driven.HELD_SINCE));
    assertThat(lane.published("job-1")).containsExactly("acknowledge decisions@0");
    assertThat(lane.placed("job-1", "a", null))
        .containsExactly("skip job-1 ENDED", "acknowledge decisions@1");
  }

  @Test
  void knowsItsFirstSubmissionFromEveryLaterOne() {
    lane.placed("job-1", "a", null);
    assertThat(isFirst("job-1")).isTrue();

    lane.trouble("job-1");
    lane.due("job-1");
    assertThat(isFirst("job-1")).isFalse();

    lane.submitted("job-1");
    lane.published("job-1");
    lane.placed("job-1", "a", null);
    assertThat(isFirst("job-1")).as("a decision that was written twice").isFalse();
  }

  private boolean isFirst(String attempt) {
    return ((Task.Submit) lane.course(attempt).stage().task()).first();
  }

  @Test
  void givesUpASubmissionInTroubleForItsEnding() {
    lane.placed("job-1", "a", null);
    assertThat(lane.trouble("job-1")).containsExactly("retry submit job-1 at a after 1");

    assertThat(lane.ended("job-1", "a")).containsExactly("release job-1 at a");
    lane.released("job-1");
    assertThat(lane.published("job-1")).containsExactly("acknowledge decisions@0 health@1");
  }

  @Test
  void givesUpASubmissionWhoseCallIsUnderWayOnceThatCallEndsInTrouble() {
    lane.placed("job-1", "a", null);

    assertThat(lane.ended("job-1", "a")).isEmpty();
    assertThat(lane.trouble("job-1")).containsExactly("release job-1 at a");
  }

  @Test
  void tellsOfASubmissionThatEndedMeanwhileAndThenReleasesIt() {
    lane.placed("job-1", "a", null);

    assertThat(lane.ended("job-1", "a")).isEmpty();
    assertThat(lane.submitted("job-1")).containsExactly("publish AttemptSubmitted job-1 at a");
    assertThat(lane.published("job-1")).containsExactly("release job-1 at a");
    assertThat(lane.released("job-1")).containsExactly("publish AttemptReleased job-1 at a");
    assertThat(lane.published("job-1")).containsExactly("acknowledge decisions@0 health@1");
  }

  @Test
  void releasesAFencedAttemptThatEndsWhileTheFenceIsInTrouble() {
    lane.placed("job-2", "b", at("job-1", "a"));
    lane.trouble("job-1");

    assertThat(lane.ended("job-2", "b")).containsExactly("release job-2 at b");
    lane.released("job-2");
    assertThat(lane.published("job-2")).containsExactly("acknowledge decisions@0 health@1");
  }

  @Test
  void releasesAtOneTargetWhileAnotherIsInTrouble() {
    running("job-1", "a");
    lane.placed("job-2", "b", at("job-1", "a"), true);
    lane.trouble("job-2");

    assertThat(lane.ended("job-1", "a")).containsExactly("release job-1 at a");
    lane.released("job-1");
    assertThat(lane.published("job-1")).containsExactly("acknowledge health@2");
    assertThat(lane.due("job-2")).containsExactly("submit job-2 at b");
  }

  @Test
  void releasesAtTheTargetThatTheEndingNames() {
    running("job-1", "a");

    assertThat(lane.ended("job-1", "elsewhere")).containsExactly("release job-1 at elsewhere");
    assertThat(lane.placed("job-1", "a", null)).containsExactly("submit job-1 at a");
  }

  @Test
  void aThirdAttemptWaitsForBothThatCameBefore() {
    lane.placed("job-2", "b", at("job-1", "a"));
    lane.trouble("job-1");

    assertThat(lane.placed("job-3", "c", at("job-2", "b"))).containsExactly("fence job-2 at b");
    lane.released("job-2");
    assertThat(lane.published("job-2")).containsExactly("acknowledge decisions@0");
    lane.due("job-1");
    lane.released("job-1");
    assertThat(lane.published("job-1")).containsExactly("submit job-3 at c");
  }

  @Test
  void aFenceWaitsForTheAnswerOfTheSubmissionThatItEnds() {
    lane.placed("job-1", "a", null);

    assertThat(lane.placed("job-2", "b", at("job-1", "a"))).isEmpty();
    lane.submitted("job-1");
    assertThat(lane.published("job-1")).containsExactly("fence job-1 at a");
    lane.released("job-1");
    assertThat(lane.published("job-1"))
        .containsExactly("acknowledge decisions@0", "submit job-2 at b");
  }

  @Test
  void skipsAnOlderAttemptThanOneSeen() {
    running("job-2", "b");

    assertThat(lane.placed("job-1", "a", null))
        .containsExactly("skip job-1 OLDER", "acknowledge decisions@1");
  }

  @Test
  void skipsADecisionWhoseEndingCameFirst() {
    lane.ended("job-1", "a");
    lane.released("job-1");
    lane.published("job-1");

    assertThat(lane.placed("job-1", "a", null))
        .containsExactly("skip job-1 ENDED", "acknowledge decisions@1");
  }

  @Test
  void everyEventMayComeTwice() {
    lane.placed("job-1", "a", null);
    assertThat(lane.placed("job-1", "a", null)).isEmpty();
    lane.submitted("job-1");
    assertThat(lane.published("job-1")).containsExactly("acknowledge decisions@0 decisions@1");
    assertThat(lane.placed("job-1", "a", null)).containsExactly("submit job-1 at a");
    lane.submitted("job-1");
    lane.published("job-1");

    lane.ended("job-1", "a");
    assertThat(lane.ended("job-1", "a")).isEmpty();
    lane.released("job-1");
    assertThat(lane.published("job-1")).containsExactly("acknowledge health@3 health@4");
    assertThat(lane.ended("job-1", "a")).containsExactly("release job-1 at a");
  }

  @Test
  void ignoresAWaitThatIsOverAndAnAnswerThatCameBefore() {
    lane.placed("job-1", "a", null);
    Task submit = lane.course("job-1").stage().task();
    lane.trouble("job-1");
    lane.ended("job-1", "a");

    assertThat(lane.feed(new LaneInput.Due(submit, 1, Driven.NOON))).isEmpty();
    Answer late = new Answer(new Answer.Published(), Driven.NOON, null);
    assertThat(lane.feed(new LaneInput.Answered(submit, late))).isEmpty();
    assertThat(lane.released("job-1")).containsExactly("publish AttemptReleased job-1 at a");
  }

  @Test
  void carriesTheTraceOfTheEventThatCausedACall() {
    lane.placed("job-2", "b", at("job-1", "a"));
    assertThat(lane.course("job-1").stage().task().traceparent()).isEqualTo("trace-job-2");
    lane.feed(
        new LaneInput.Answered(
            lane.course("job-1").stage().task(),
            new Answer(
                new Answer.OfRelease(new dev.berth.targets.api.ReleaseOutcome.Released("gone")),
                Driven.NOON,
                "the-call's-own")));
    assertThat(lane.course("job-1").stage().task().traceparent()).isEqualTo("the-call's-own");
  }

  @Test
  void refusesADecisionThatNamesNoEarlierAttempt() {
    assertThatThrownBy(() -> lane.placed("job-1", "a", at("job-1", "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("previous.attempt 'job-1' is not an earlier attempt of the job of 'job-1'");
    assertThatThrownBy(() -> lane.placed("job-2", "a", at("other-1", "b")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void owesAReleaseUntilItIsConfirmed() {
    lane.placed("job-1", "a", null);
    assertThat(lane.course("job-1").owesRelease()).isFalse();
    lane.ended("job-1", "a");
    assertThat(lane.course("job-1").owesRelease()).isTrue();
    lane.trouble("job-1");
    assertThat(lane.course("job-1").owesRelease()).isTrue();
    lane.released("job-1");
    assertThat(lane.course("job-1").owesRelease()).isFalse();
  }

  private void refusedForGood(String attempt, String target) {
    lane.placed(attempt, target, null);
    refusedForGoodFromHere(attempt);
  }

  private void refusedForGoodFromHere(String attempt) {
    lane.refused(attempt);
    lane.released(attempt);
    lane.published(attempt);
  }

  private void running(String attempt, String target) {
    lane.placed(attempt, target, null);
    lane.submitted(attempt);
    assertThat(lane.published(attempt)).isEqualTo(List.of("acknowledge decisions@0"));
  }
}
