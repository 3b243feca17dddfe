package dev.berth.monitor;

import static dev.berth.contracts.DeploymentModel.HPC;
import static dev.berth.contracts.DeploymentModel.MANAGED_KUBERNETES;
import static dev.berth.contracts.DeploymentModel.VIRTUAL_MACHINES;
import static dev.berth.monitor.LedgerStory.HERE;
import static dev.berth.monitor.LedgerStory.attempt;
import static dev.berth.monitor.LedgerStory.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.Event;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Observation;
import dev.berth.contracts.RetryBudget;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CostTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final JobSpec BOUNDED = spec(Map.of(), false, Duration.ofHours(10), null);

  @Test
  void machinesCostFromWhenTheyWereTakenUntilTheirReleaseIsConfirmed() {
    LedgerStory story =
        new LedgerStory().placed(1, VIRTUAL_MACHINES, 4.0, BOUNDED).submitted(1, HERE);
    assertThat(cost(story, 1)).isEqualTo(new Cost(0, 40.0));

    story.after(HOUR).running(1, HERE).after(HOUR);
    assertThat(cost(story, 1)).isEqualTo(new Cost(8, 40.0));

    story.observed(1, HERE, new Observation.Succeeded(story.now())).after(HOUR);
    assertThat(cost(story, 1)).isEqualTo(new Cost(12, 40.0));

    story.released(1, HERE).after(HOUR);
    assertThat(cost(story, 1)).isEqualTo(new Cost(12, 40.0));
  }

  @Test
  void machinesThatWereMadeCostFromTheirOrder() {
    LedgerStory story = new LedgerStory().placed(1, VIRTUAL_MACHINES, 4.0, spec()).after(HOUR);
    story.told(
        new AttemptSubmitted(
            attempt(1), HERE, "m-0/train-1", false, story.now(), story.now().minus(HOUR)));

    assertThat(cost(story, 1)).isEqualTo(new Cost(4, null));
  }

  @Test
  void machinesThatWereMadeCostAlsoWhereTheAttemptWasRefusedThen() {
    for (boolean late : new boolean[] {false, true}) {
      LedgerStory story = new LedgerStory();
      Event refused =
          new AttemptRefused(
              attempt(1),
              HERE,
              FailureCategory.CONFIGURATION,
              "a task failed",
              story.now().plus(HOUR.multipliedBy(2)),
              story.now().plus(HOUR));
      if (late) {
        story.told(refused).placed(1, VIRTUAL_MACHINES, 4.0, spec());
      } else {
        story.placed(1, VIRTUAL_MACHINES, 4.0, spec()).told(refused).told(refused);
      }

      story.after(HOUR.multipliedBy(5));

      assertThat(cost(story, 1)).isEqualTo(new Cost(4, null));
      assertThat(JobCost.of(story.state(), story.now())).isEqualTo(new JobCost(4, 4.0, true));
    }
  }

  @Test
  void whatWasRefusedAndHadNothingCostsNothing() {
    LedgerStory story =
        new LedgerStory()
            .placed(1, VIRTUAL_MACHINES, 4.0, spec())
            .after(HOUR)
            .refused(1, HERE, FailureCategory.CAPACITY);

    assertThat(cost(story, 1)).isEqualTo(new Cost(0, null));
  }

  @ParameterizedTest
  @EnumSource(names = {"MANAGED_KUBERNETES", "SELF_HOSTED_KUBERNETES", "HPC"})
  void whatWaitsInAQueueCostsNothing(DeploymentModel model) {
    LedgerStory story = new LedgerStory().placed(1, model, 4.0, spec()).submitted(1, HERE);

    story.after(HOUR);
    assertThat(cost(story, 1)).isEqualTo(new Cost(0, null));

    story.running(1, HERE).after(HOUR);
    assertThat(cost(story, 1)).isEqualTo(new Cost(4, null));
  }

  @Test
  void ofWhatWasOverBeforeItWasSeenRunningAllTimeCounts() {
    LedgerStory story = new LedgerStory().placed(1, HPC, 4.0, spec()).submitted(1, HERE);

    story.after(HOUR).observed(1, HERE, new Observation.Succeeded(story.now())).released(1, HERE);

    assertThat(cost(story, 1)).isEqualTo(new Cost(4, null));
  }

  @Test
  void anAttemptWithoutAPriceHasNoCostInsteadOfNone() {
    LedgerStory story =
        new LedgerStory().placed(1, HERE, BOUNDED).submitted(1, HERE).running(1, HERE).after(HOUR);

    assertThat(cost(story, 1)).isNull();
    assertThat(JobCost.of(story.state(), story.now())).isNull();
  }

  @Test
  void aJobCostsWhatItsAttemptsDoAndSaysWhetherThatIsAll() {
    JobSpec again =
        spec(
            Map.of(FailureCategory.APPLICATION, new RetryBudget(5, Duration.ZERO, HOUR)),
            false,
            Duration.ofHours(10),
            null);
    LedgerStory story =
        new LedgerStory()
            .placed(1, MANAGED_KUBERNETES, 4.0, again)
            .submitted(1, HERE)
            .running(1, HERE)
            .after(HOUR)
            .failed(1, HERE, FailureCategory.APPLICATION)
            .released(1, HERE)
            .placed(2, VIRTUAL_MACHINES, 1.0, again)
            .submitted(2, HERE)
            .running(2, HERE)
            .after(HOUR);
    assertThat(JobCost.of(story.state(), story.now())).isEqualTo(new JobCost(5, 14.0, true));

    story.failed(2, HERE, FailureCategory.APPLICATION).released(2, HERE).placed(3, HERE, again);
    assertThat(JobCost.of(story.state(), story.now())).isEqualTo(new JobCost(5, 5.0, false));
  }

  private static @Nullable Cost cost(LedgerStory story, int number) {
    return Cost.of(story.state().attempt(attempt(number)), story.state().spec(), story.now());
  }
}
