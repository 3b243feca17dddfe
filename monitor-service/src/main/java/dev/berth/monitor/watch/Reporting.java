package dev.berth.monitor.watch;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.NativeAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Says what of a look is worth reporting. It judges nothing: that is the ledger's. */
public final class Reporting {

  /**
   * What was last reported of an attempt.
   *
   * @param observation what
   * @param at when
   * @param traceparent the trace context that came with it, or null
   */
  public record Reported(Observation observation, Instant at, @Nullable String traceparent) {}

  private final Duration strayInterval;

  /**
   * @param strayInterval how often something is reported that nothing accounts for, although it has
   *     not changed: the ledger ends it only when it is seen again after a grace
   */
  public Reporting(Duration strayInterval) {
    this.strayInterval = strayInterval;
  }

  /**
   * What to report after a look.
   *
   * @param expected what should have been there, as it was before the look
   * @param last what was last reported, by attempt
   * @param lastAnswer when the target last answered, or null
   */
  public List<Report> after(
      Look look,
      Map<AttemptId, Expected> expected,
      Map<AttemptId, Reported> last,
      @Nullable Instant lastAnswer,
      Instant now) {
    return switch (look) {
      case Look.Answered answered -> answered(answered, expected, last, now);
      case Look.Silent silent -> silent(silent, expected, last, lastAnswer);
    };
  }

  private List<Report> answered(
      Look.Answered look,
      Map<AttemptId, Expected> expected,
      Map<AttemptId, Reported> last,
      Instant now) {
    List<Report> reports = new ArrayList<>();
    Set<AttemptId> there = new HashSet<>();
    for (NativeAttempt found : look.found()) {
      there.add(found.attempt());
      if (isNews(found, expected, last.get(found.attempt()), now)) {
        reports.add(changed(found));
      }
    }
    for (Expected missing : new TreeMap<>(expected).values()) {
      if (!missing.ended() && !there.contains(missing.attempt())) {
        reports.add(
            new Report(
                missing.attempt(),
                "",
                new Observation.Absent(
                    "target %s answered and does not list it".formatted(missing.target())),
                trace(last.get(missing.attempt()))));
      }
    }
    return reports;
  }

  private boolean isNews(
      NativeAttempt found,
      Map<AttemptId, Expected> expected,
      @Nullable Reported before,
      Instant now) {
    return before == null
        || !before.observation().equals(found.observation())
        || (!expected.containsKey(found.attempt())
            && !now.isBefore(before.at().plus(strayInterval)));
  }

  private static List<Report> silent(
      Look.Silent look,
      Map<AttemptId, Expected> expected,
      Map<AttemptId, Reported> last,
      @Nullable Instant lastAnswer) {
    List<Report> reports = new ArrayList<>();
    for (Expected one : new TreeMap<>(expected).values()) {
      Reported before = last.get(one.attempt());
      boolean told = before != null && before.observation() instanceof Observation.Unreachable;
      if (!one.ended() && !told) {
        reports.add(
            new Report(
                one.attempt(),
                one.nativeId(),
                new Observation.Unreachable(look.reason(), lastAnswer),
                trace(before)));
      }
    }
    return reports;
  }

  /** What is not seen tells no trace: it is that in which it was seen. */
  private static @Nullable String trace(@Nullable Reported before) {
    return before == null ? null : before.traceparent();
  }

  /** The report of a change that the target told by itself. */
  public static Report changed(NativeAttempt found) {
    return new Report(found.attempt(), found.nativeId(), found.observation(), found.traceparent());
  }
}
