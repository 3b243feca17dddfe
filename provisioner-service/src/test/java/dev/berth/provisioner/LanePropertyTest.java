package dev.berth.provisioner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Any interleaving, duplication and crash ends in the same state. */
class LanePropertyTest {

  private static final int STORIES = 1_500;
  private static final int SCHEDULES = 4;

  @Test
  void everyScheduleOfAStoryEndsAlike() {
    for (long seed = 0; seed < STORIES; seed++) {
      Scenario story = Scenario.of(new Random(seed));
      Schedule calm = new Schedule(story, new Random(seed), 0);
      calm.run();
      for (long schedule = 0; schedule < SCHEDULES; schedule++) {
        Schedule wild = new Schedule(story, new Random(seed * SCHEDULES + schedule), 10);
        String name = "story seed %d, schedule %d: %s".formatted(seed, schedule, story);
        assertThatCode(wild::run).as(name).doesNotThrowAnyException();
        assertThat(wild.outcome()).as(name).isEqualTo(calm.outcome());
        assertThat(wild.unacknowledged()).as(name).isZero();
        assertThat(wild.living()).as(name).isEqualTo(Set.of());
      }
    }
  }
}
