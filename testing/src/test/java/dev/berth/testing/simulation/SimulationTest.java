package dev.berth.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulationTest {

  private static final Duration AT_MOST = Duration.ofSeconds(Long.getLong("berth.seconds", 40));
  private static final int SEEDS = Integer.getInteger("berth.seeds", 1_500);

  /**
   * {@code -Dberth.seed=…} plays that seed alone, {@code -Dberth.seeds=…} so many, {@code
   * -Dberth.seconds=…} for so long.
   */
  @Test
  void holdsEveryLawInWhateverWeather() {
    Long only = Long.getLong("berth.seed");
    long first = only == null ? System.nanoTime() : only;
    long end = System.nanoTime() + AT_MOST.toNanos();
    LongStream.range(first, first + (only == null ? SEEDS : 1))
        .parallel()
        .filter(_ -> System.nanoTime() < end)
        .forEach(seed -> play(seed, true));
  }

  @Test
  void tellsTheSameStoryForTheSameSeed() {
    List<String> stories = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      World world = new World(7);
      world.play();
      stories.add(world.story().toString());
    }
    assertThat(stories.getFirst()).isEqualTo(stories.getLast()).isNotEmpty();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "21, a good request whose attempt is heard of before it and after an invalid one",
    "121, an older decision read again while a later attempt ends",
    "5489, an attempt that vanished is submitted again before its loss is concluded",
    "961238716741, an attempt that a ghost releases is no failure of its program",
    "24345064486255, an attempt that vanished is refused for want of room when submitted again",
    "24665105321486, a ghost tells of a submission that was followed by another and its release"
  })
  void holdsEveryLawInRunsThatOnceBrokeOne(long seed, String what) {
    assertThat(what).isNotEmpty();
    // They were found before there were notices, which would make other runs of them.
    play(seed, false);
  }

  private static void play(long seed, boolean notices) {
    World world = new World(seed, notices);
    try {
      world.play();
    } catch (LawBroken broken) {
      throw new AssertionError(
          "-Dberth.seed=%d, step %d, job %s: %s%n%s"
              .formatted(
                  seed,
                  world.steps(),
                  broken.job(),
                  broken.getMessage(),
                  world.story().of(broken.job())),
          broken);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "-Dberth.seed=%d, step %d%n%s".formatted(seed, world.steps(), world.story().of(null)), e);
    }
  }
}
