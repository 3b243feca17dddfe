package dev.berth.monitor.watch;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What should be on the targets of one partition: a copy in memory of that partition's store, so
 * that looks do not read from disk. Written by the stream, read by the watchers.
 */
public final class TargetShare {

  /** How far back a target's failures count. */
  public static final Duration FAILURES_COUNT_FOR = Duration.ofHours(1);

  private final Map<TargetId, Map<AttemptId, Expected>> expected = new ConcurrentHashMap<>();
  private final Map<TargetId, Map<AttemptId, Instant>> failures = new ConcurrentHashMap<>();

  /** Takes a change in. */
  public void take(WatchChange change) {
    switch (change) {
      case WatchChange.Expect expect ->
          on(expect.on()).put(expect.expected().attempt(), expect.expected());
      case WatchChange.Forget forget ->
          expected.computeIfPresent(
              forget.on(),
              (_, attempts) -> {
                attempts.remove(forget.attempt());
                return attempts.isEmpty() ? null : attempts;
              });
      case WatchChange.Failure failure ->
          failures
              .computeIfAbsent(failure.on(), _ -> new ConcurrentHashMap<>())
              .put(failure.attempt(), failure.at());
    }
  }

  private Map<AttemptId, Expected> on(TargetId target) {
    return expected.computeIfAbsent(target, _ -> new ConcurrentHashMap<>());
  }

  /** What should be on a target, now. */
  public Map<AttemptId, Expected> expected(TargetId target) {
    return Map.copyOf(expected.getOrDefault(target, Map.of()));
  }

  /** On which targets something should be. */
  public Iterable<TargetId> targets() {
    return java.util.Set.copyOf(expected.keySet());
  }

  /** How many attempts failed on a target for infrastructure reasons within the last hour. */
  public int failures(TargetId target, Instant now) {
    Map<AttemptId, Instant> recent = failures.getOrDefault(target, Map.of());
    recent.values().removeIf(at -> at.isBefore(now.minus(FAILURES_COUNT_FOR)));
    return recent.size();
  }

  /** How many attempts are there whose end is known, or is not. */
  public long count(boolean ended) {
    return expected.values().stream()
        .flatMap(attempts -> attempts.values().stream())
        .filter(one -> one.ended() == ended)
        .count();
  }
}
