package dev.berth.monitor.watch;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.ScalingRecommended;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.monitor.watch.Reporting.Reported;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one target until it is interrupted, on a thread of its own, which is the only one that
 * touches its fields. What could not be published counts as not seen, and is seen again.
 */
final class Watcher implements Runnable {

  private static final double JITTER = 0.1;

  /** So that looks take at most a fifth of the time of a target that answers. */
  private static final int RESTS_FOR_LOOKS = 4;

  private final TargetId target;
  private final Probe probe;
  private final Watched watched;
  private final Publisher publisher;
  private final WatchSettings settings;
  private final WatchListener listener;
  private final Clock clock;
  private final DoubleSupplier random;
  private final Reporting reporting;
  private final Map<AttemptId, Reported> last = new HashMap<>();
  private Map<String, Scaling.Workers> workers = Map.of();
  private @Nullable Instant lastAnswer;
  private @Nullable TargetObserved lastReading;

  Watcher(
      TargetId target,
      Probe probe,
      Watched watched,
      Publisher publisher,
      WatchSettings settings,
      WatchListener listener,
      Clock clock,
      DoubleSupplier random) {
    this.target = target;
    this.probe = probe;
    this.watched = watched;
    this.publisher = publisher;
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
    this.random = random;
    this.reporting = new Reporting(settings.strayInterval());
  }

  @Override
  public void run() {
    try (Told told = new Told(clock, settings.callTimeout())) {
      while (!Thread.currentThread().isInterrupted()) {
        Instant begun = clock.instant();
        try {
          boolean answered = look(told);
          listen(told, next(begun, answered));
        } catch (RuntimeException e) {
          listener.failed(target, e);
          Thread.sleep(settings.lookInterval());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * When the next look is due. A target with so much on it that a look takes long has a rest of
   * some times that: else it would be asked without a pause, and what it tells by itself would be
   * heard between two looks only. A target that is silent is asked again soon.
   */
  private Instant next(Instant begun, boolean answered) {
    Instant regular = begun.plus(jittered(settings.lookInterval()));
    Instant now = clock.instant();
    Duration rest = Duration.between(begun, now).multipliedBy(RESTS_FOR_LOOKS);
    Instant rested =
        now.plus(
            rest.compareTo(settings.readingInterval()) < 0 ? rest : settings.readingInterval());
    return answered && rested.isAfter(regular) ? rested : regular;
  }

  private Duration jittered(Duration interval) {
    return Duration.ofNanos((long) (interval.toNanos() * (1 - JITTER * random.getAsDouble())));
  }

  /** Whether the target answered. */
  private boolean look(Told told) throws InterruptedException {
    TargetShare share = watched.of(target).orElse(null);
    if (share == null) {
      return false;
    }
    Instant at = clock.instant();
    // Read before the target is asked: what it does not list then was taken before it answered.
    Map<AttemptId, Expected> expected = share.expected(target);
    Look look = lookWhileListening(told);
    listener.looked(target, look, Duration.between(at, clock.instant()));
    publish(reporting.after(look, expected, last, lastAnswer, at), at);
    read(look, share.failures(target, at), at);
    if (!(look instanceof Look.Answered answered)) {
      return false;
    }
    lastAnswer = at;
    forgetAllBut(answered, expected);
    recommend(answered, expected, at);
    Driver driver = probe.driver().orElse(null);
    if (driver != null) {
      told.listenTo(driver);
    }
    return true;
  }

  /**
   * What the target tells while it is being asked is reported at once: a list of thousands of
   * attempts takes seconds. It is newer than what the list has of the same attempts.
   */
  private Look lookWhileListening(Told told) throws InterruptedException {
    FutureTask<Look> looking = probe.start(told::wake);
    Map<AttemptId, NativeAttempt> newer = new HashMap<>();
    try {
      while (!looking.isDone()) {
        for (Told.Change change : told.await(settings.lookInterval())) {
          report(change);
          newer.put(change.attempt().attempt(), change.attempt());
        }
      }
      return looking.get().with(newer);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a look at " + target + " failed", e.getCause());
    } finally {
      looking.cancel(true);
    }
  }

  private void forgetAllBut(Look.Answered look, Map<AttemptId, Expected> expected) {
    Set<AttemptId> found =
        look.found().stream().map(NativeAttempt::attempt).collect(Collectors.toSet());
    last.keySet().removeIf(known -> !found.contains(known) && !expected.containsKey(known));
  }

  /** Reports what the target tells by itself until the next look is due. */
  private void listen(Told told, Instant until) throws InterruptedException {
    Duration left = Duration.between(clock.instant(), until);
    do {
      for (Told.Change change : told.await(left)) {
        report(change);
      }
      left = Duration.between(clock.instant(), until);
    } while (left.isPositive());
  }

  private void report(Told.Change change) throws InterruptedException {
    Reported before = last.get(change.attempt().attempt());
    if (before == null || !before.observation().equals(change.attempt().observation())) {
      publish(List.of(Reporting.changed(change.attempt())), change.at());
    }
  }

  private void publish(List<Report> reports, Instant seenAt) throws InterruptedException {
    List<Boolean> written =
        publisher.publish(
            reports.stream()
                .map(one ->
                    Observations.observed(target, one, last.containsKey(one.attempt()), seenAt))
                .toList());
    int unwritten = 0;
    for (int i = 0; i < reports.size(); i++) {
      Report report = reports.get(i);
      if (written.get(i)) {
        remember(report, seenAt);
        listener.reported(target, report, Duration.between(seenAt, clock.instant()));
      } else {
        unwritten++;
      }
    }
    if (unwritten > 0) {
      listener.unpublished(target, unwritten);
    }
  }

  private void remember(Report report, Instant at) {
    last.put(report.attempt(), new Reported(report.observation(), at, report.traceparent()));
  }

  private void read(Look look, int failures, Instant at) throws InterruptedException {
    TargetObserved reading = Reading.of(target, look, lastReading, failures, at);
    if (!Reading.isDue(reading, lastReading, settings.readingInterval())) {
      return;
    }
    if (lastReading == null || lastReading.reachable() != reading.reachable()) {
      listener.reachable(target, reading.reachable(), String.valueOf(reading.problem()));
    }
    if (allWritten(List.of(Observations.reading(reading)))) {
      lastReading = reading;
    }
  }

  private void recommend(Look.Answered look, Map<AttemptId, Expected> expected, Instant at)
      throws InterruptedException {
    Map<String, Scaling.Workers> counts = Scaling.count(look, expected);
    List<Envelope<? extends Event>> changes = new ArrayList<>();
    for (ScalingRecommended change : Scaling.changes(target, workers, counts, at)) {
      changes.add(Observations.recommended(change));
    }
    if (allWritten(changes)) {
      workers = counts;
    }
  }

  private boolean allWritten(List<Envelope<? extends Event>> events) throws InterruptedException {
    long unwritten = publisher.publish(events).stream().filter(written -> !written).count();
    if (unwritten > 0) {
      listener.unpublished(target, (int) unwritten);
    }
    return unwritten == 0;
  }
}
