package dev.berth.targets.vm.power;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.targets.vm.machines.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DarknessTest {

  private static final Machine H1 = new Machine("h1", "10.0.0.1", null, null, null, null);
  private static final Instant NOON = Instant.parse("2026-11-29T12:00:00Z");
  private static final Duration LEAST = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final PowerWord OFF = new PowerWord.Off("shut off");
  private static final int STORIES = 20_000;

  private static Instant at(long seconds) {
    return NOON.plusSeconds(seconds);
  }

  /** Asked each twenty seconds; each answer takes two. */
  private static Darkness said(PowerWord... words) {
    Darkness darkness = Darkness.since(NOON);
    for (int i = 0; i < words.length; i++) {
      darkness = darkness.after(words[i], at(20L * i), at(20L * i + 2), PATIENCE);
    }
    return darkness;
  }

  @Test
  void offForLongEnoughIsAProofThatNamesBothSignalsAndSinceWhen() {
    assertThat(said(OFF, OFF, OFF, OFF).proof(H1, LEAST, PATIENCE, at(63)))
        .as("from the first answer to the last question it is two seconds less than asked for")
        .isEmpty();
    assertThat(said(OFF, OFF, OFF, OFF, OFF).proof(H1, LEAST, PATIENCE, at(83)))
        .contains(
            "h1 has not answered since 2026-11-29T12:00:00Z, and of its power 'shut off' has been said "
                + "without a break since 2026-11-29T12:00:02Z, for PT1M at least");
  }

  @Test
  void anyOtherWordAndNoneAtAllBreakIt() {
    for (PowerWord other :
        List.of(new PowerWord.Other("running"), new PowerWord.Unsaid("it hung"))) {
      assertThat(said(OFF, OFF, other, OFF, OFF, OFF).proof(H1, LEAST, PATIENCE, at(103)))
          .isEmpty();
      assertThat(said(OFF, other, OFF, OFF, OFF, OFF, OFF).proof(H1, LEAST, PATIENCE, at(123)))
          .isPresent();
    }
  }

  @Test
  void aWordFromBeforeTheSilenceSaysNothing() {
    Darkness darkness = Darkness.since(NOON).after(OFF, at(-1), at(1), PATIENCE);

    assertThat(darkness).isEqualTo(Darkness.since(NOON));
  }

  @Test
  void whatWasLastSaidTooLongAgoIsNoProof() {
    Darkness darkness = said(OFF, OFF, OFF, OFF, OFF);

    assertThat(darkness.proof(H1, LEAST, PATIENCE, at(80 + 30))).isPresent();
    assertThat(darkness.proof(H1, LEAST, PATIENCE, at(80 + 31))).isEmpty();
  }

  /** One question with its answer. */
  private record Told(PowerWord word, Instant begun, Instant came) {}

  /**
   * The definition, word by word, over all that was said: the answers at the end that all say off,
   * each asked for within the patience after the one before.
   */
  private static boolean isProven(List<Told> all, Instant now) {
    List<Told> run = new ArrayList<>();
    for (Told one : all.reversed()) {
      if (one.begun().isBefore(NOON)) {
        if (one.word() instanceof PowerWord.Off) {
          continue;
        }
        break;
      }
      boolean broken =
          !(one.word() instanceof PowerWord.Off)
              || (!run.isEmpty() && run.getLast().begun().isAfter(one.begun().plus(PATIENCE)));
      if (broken) {
        break;
      }
      run.add(one);
    }
    return !run.isEmpty()
        && !run.getFirst().begun().isBefore(run.getLast().came().plus(LEAST))
        && !now.isAfter(run.getFirst().begun().plus(PATIENCE));
  }

  @Test
  void whateverIsSaidAndWheneverItIsProvenExactlyWhenItSaysSo() {
    long seed = Long.getLong("berth.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    int proven = 0;
    for (int story = 0; story < STORIES; story++) {
      List<Told> all = new ArrayList<>();
      Darkness darkness = Darkness.since(NOON);
      Instant now = at(random.nextInt(-20, 5));
      int words = random.nextInt(1, 16);
      for (int i = 0; i < words; i++) {
        Instant came = now.plusSeconds(random.nextInt(6));
        Told told = new Told(word(random), now, came);
        all.add(told);
        darkness = darkness.after(told.word(), told.begun(), told.came(), PATIENCE);
        now = came.plusSeconds(random.nextInt(random.nextInt(8) == 0 ? 45 : 20));
        boolean is = darkness.proof(H1, LEAST, PATIENCE, now).isPresent();
        assertThat(is)
            .as("-Dberth.seed=%d: story %d: %s, and now it is %s", seed, story, all, now)
            .isEqualTo(isProven(all, now));
        proven += is ? 1 : 0;
      }
    }
    assertThat(proven).as("-Dberth.seed=%d: of the stories some prove it", seed).isPositive();
  }

  private static PowerWord word(SplittableRandom random) {
    return switch (random.nextInt(20)) {
      case 0 -> new PowerWord.Other("on");
      case 1 -> new PowerWord.Unsaid("it hung");
      default -> OFF;
    };
  }
}
