package dev.berth.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.Decision;
import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.FilterReason;
import dev.berth.contracts.TargetId;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A job goes back to where it has just failed only if nowhere else will have it. */
class RepeatingTest {

  private final Deciding deciding = new Deciding(PolicyFile.builtIn());

  static Stream<Arguments> endings() {
    return Stream.of(
        Arguments.of(new Ending.Lost("pid gone"), "attempt job-1 was just lost here: pid gone"),
        Arguments.of(
            failed(FailureCategory.INFRASTRUCTURE),
            "attempt job-1 just failed here (infrastructure): why"),
        Arguments.of(
            failed(FailureCategory.PREEMPTED), "attempt job-1 just failed here (preempted): why"),
        Arguments.of(
            failed(FailureCategory.CAPACITY), "attempt job-1 just failed here (capacity): why"),
        // Its checkpoint is here.
        Arguments.of(failed(FailureCategory.WALLTIME), null),
        // The program would fail anywhere.
        Arguments.of(failed(FailureCategory.APPLICATION), null),
        Arguments.of(new Ending.Cancelled("orphan"), null));
  }

  @ParameterizedTest
  @MethodSource("endings")
  void avoidsTheTargetWhoseReasonIsLikelyToRepeat(Ending ending, @Nullable String reason) {
    Decision decision =
        decide(Asked.history(Asked.past(1, "a", ending)), Fleets.of("id: a", "id: b"));

    assertThat(decision.chosen()).isEqualTo(new TargetId(reason == null ? "a" : "b"));
    assertThat(decision.filtered())
        .flatMap(filtered -> filtered.reasons())
        .isEqualTo(
            reason == null
                ? java.util.List.of()
                : java.util.List.of(new FilterReason("just-failed", reason, true)));
  }

  @Test
  void goesBackIfNowhereElseFits() {
    AttemptHistory history = Asked.history(Asked.past(1, "a", new Ending.Lost("pid gone")));

    Decision decision = decide(history, Fleets.of("id: a", "id: b, runtimes: [command]"));

    assertThat(decision.chosen()).isEqualTo(new TargetId("a"));
  }

  @Test
  void remembersOnlyTheLastAttempt() {
    AttemptHistory history =
        Asked.history(
            Asked.past(1, "a", new Ending.Lost("pid gone")),
            Asked.past(2, "b", new Ending.Lost("pid gone")));

    Decision decision = decide(history, Fleets.of("id: a", "id: b"));

    assertThat(decision.chosen()).isEqualTo(new TargetId("a"));
  }

  @Test
  void neverGoesBackWhereItsSettingsAreWrong() {
    AttemptHistory history =
        Asked.history(Asked.past(1, "a", failed(FailureCategory.CONFIGURATION)));

    Decision decision = decide(history, Fleets.of("id: a"));

    assertThat(decision.chosen()).isNull();
    assertThat(Deciding.mayFitLater(decision)).isFalse();
  }

  @Test
  void passesOverAttemptsThatNeverHadATarget() {
    AttemptHistory history = Asked.history(Asked.past(1, null, failed(FailureCategory.CAPACITY)));

    assertThat(decide(history, Fleets.of("id: a")).chosen()).isEqualTo(new TargetId("a"));
  }

  private Decision decide(AttemptHistory history, FleetView view) {
    return deciding.decide(Asked.question(Asked.spec("job", ""), history), view);
  }

  private static Ending failed(FailureCategory category) {
    return new Ending.Failed(category, "why", null);
  }
}
