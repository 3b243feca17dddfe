package dev.berth.provisioner.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OffsetsTest {

  private final Offsets offsets = new Offsets();

  @Test
  void commitsBehindTheOldestThatIsUnfinished() {
    offsets.take(10);
    offsets.take(11);
    offsets.take(14);
    offsets.finish(11);
    assertThat(offsets.committable()).hasValue(10);

    offsets.finish(10);
    assertThat(offsets.committable()).hasValue(14);
    offsets.committed(14);
    assertThat(offsets.committable()).isEmpty();

    offsets.finish(14);
    assertThat(offsets.committable()).hasValue(15);
    assertThat(offsets.unfinished()).isZero();
  }

  @Test
  void takesForNewOnlyWhatWasWrittenAfterItCame() {
    assertThat(new Offsets(10).isNew(9)).isFalse();
    assertThat(new Offsets(10).isNew(10)).isTrue();
    assertThat(offsets.isNew(1_000_000)).as("nobody knows its end").isFalse();
  }

  @Test
  void hasNothingToCommitBeforeItHasTakenAnything() {
    assertThat(offsets.committable()).isEmpty();
  }

  @Test
  void finishingTwiceOrWhatItNeverTookChangesNothing() {
    offsets.take(3);
    offsets.finish(3);
    offsets.finish(3);
    offsets.finish(99);
    assertThat(offsets.committable()).hasValue(4);
  }

  @Test
  void neverCommitsPastAnUnfinishedRecordInWhateverOrderTheyFinish() {
    for (long seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Offsets all = new Offsets();
      TreeSet<Long> unfinished = new TreeSet<>();
      long next = 0;
      for (int step = 0; step < 200; step++) {
        if (random.nextBoolean() || unfinished.isEmpty()) {
          next += 1 + random.nextInt(3);
          all.take(next);
          unfinished.add(next);
        } else {
          Long[] choices = unfinished.toArray(Long[]::new);
          long one = choices[random.nextInt(choices.length)];
          all.finish(one);
          unfinished.remove(one);
        }
        OptionalLong committable = all.committable();
        long expected = unfinished.isEmpty() ? next + 1 : unfinished.first();
        if (committable.isPresent()) {
          assertThat(committable).as("seed %d", seed).hasValue(expected);
          all.committed(expected);
        }
        assertThat(all.unfinished()).as("seed %d", seed).isEqualTo(unfinished.size());
      }
    }
  }
}
