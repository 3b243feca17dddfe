package dev.berth.targets.vm.power;

import dev.berth.targets.vm.machines.Machine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for it that a host which has fallen silent is off: an unbroken run of such words. It
 * is a proof when the last question of the run was begun at least so long after the first answer
 * had come: whatever words are worth, two so far apart are no glitch.
 *
 * @param silent since when the host has not answered
 * @param off when the first answer of the run came; null if there is no run
 * @param said that answer; null likewise
 * @param asked when the last question of the run was begun; null likewise
 */
record Darkness(
    Instant silent, @Nullable Instant off, @Nullable String said, @Nullable Instant asked) {

  /** Of a host that has not answered just now. */
  static Darkness since(Instant now) {
    return new Darkness(now, null, null, null);
  }

  /**
   * After an answer.
   *
   * @param begun when it was asked; a question from before the silence says nothing of it
   * @param came when the answer came
   * @param patience how long after one question the next must begin, or the run is broken
   */
  Darkness after(PowerWord word, Instant begun, Instant came, Duration patience) {
    return switch (word) {
      case PowerWord.Off(String words) -> {
        if (begun.isBefore(silent)) {
          yield this;
        }
        yield off == null || asked == null || begun.isAfter(asked.plus(patience))
            ? new Darkness(silent, came, words, begun)
            : new Darkness(silent, off, said, begun);
      }
      case PowerWord.Other _, PowerWord.Unsaid _ -> since(silent);
    };
  }

  /**
   * That the host is off, in one sentence; empty if that is not proven.
   *
   * @param least how long the run must be
   * @param patience how old its last question may be
   */
  Optional<String> proof(Machine host, Duration least, Duration patience, Instant now) {
    if (off == null
        || asked == null
        || asked.isBefore(off.plus(least))
        || now.isAfter(asked.plus(patience))) {
      return Optional.empty();
    }
    return Optional.of(
        "%s has not answered since %s, and of its power '%s' has been said without a break since %s, for %s at least"
            .formatted(
                host.name(),
                silent.truncatedTo(ChronoUnit.SECONDS),
                said,
                off.truncatedTo(ChronoUnit.SECONDS),
                least));
  }
}
