package dev.berth.testing.simulation;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.monitor.watch.Expected;
import dev.berth.monitor.watch.Look;
import dev.berth.monitor.watch.Observations;
import dev.berth.monitor.watch.Reading;
import dev.berth.monitor.watch.Report;
import dev.berth.monitor.watch.Reporting;
import dev.berth.monitor.watch.TargetShare;
import dev.berth.monitor.watch.WatchChange;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.TargetTroubleException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One target's watcher, as the monitor's edge drives it: what should be there is read first, then
 * the target is asked, then what is news is written; time passes in between. What it was told
 * should be there outlives a crash, what it has reported does not, and what it was writing may
 * arrive later all the same.
 */
final class WatcherActor implements Actor {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private record Begun(Instant at, Map<AttemptId, Expected> expected) {}

  private record Told(NativeAttempt attempt, Instant at) {}

  private record Unwritten(Report report, Instant seenAt, Envelope<? extends Event> envelope) {}

  private final World world;
  private final SimulatedTarget target;
  private final Reporting reporting = new Reporting(Duration.ofSeconds(5));
  private final TargetShare share = new TargetShare();
  private final Deque<WatchChange> changes = new ArrayDeque<>();
  private final List<Envelope<? extends Event>> ghosts = new ArrayList<>();
  private final Map<AttemptId, Reporting.Reported> last = new TreeMap<>();
  private final Map<AttemptId, Told> told = new LinkedHashMap<>();
  private final Deque<Unwritten> unwritten = new ArrayDeque<>();
  private @Nullable Begun begun;
  private @Nullable Instant lastAnswer;
  private @Nullable TargetObserved lastReading;
  private @Nullable Subscription subscription;
  private Instant nextLook;

  WatcherActor(World world, SimulatedTarget target) {
    this.world = world;
    this.target = target;
    this.nextLook = world.now();
  }

  TargetId target() {
    return target.id();
  }

  /** A change that the ledger has committed, on its way. */
  void change(WatchChange change) {
    changes.add(change);
  }

  @Override
  public void offer(List<Action> agenda) {
    if (!changes.isEmpty()) {
      agenda.add(new Action(this, () -> share.take(changes.removeFirst())));
    }
    if (!ghosts.isEmpty()) {
      agenda.add(new Action(this, () -> world.topics().write(ghosts.removeFirst())));
    }
    if (!unwritten.isEmpty()) {
      agenda.add(new Action(this, this::write));
    } else if (begun != null) {
      Begun look = begun;
      agenda.add(new Action(this, () -> look(look)));
    } else if (!told.isEmpty()) {
      agenda.add(new Action(this, this::listen));
    } else if (!world.now().isBefore(nextLook)) {
      agenda.add(new Action(this, this::begin));
    }
  }

  @Override
  public String unrest() {
    if (!changes.isEmpty() || !ghosts.isEmpty() || !unwritten.isEmpty()) {
      return "has something to take in or to write";
    }
    Map<AttemptId, Expected> expected = share.expected(target.id());
    return expected.isEmpty() ? "" : "expects " + expected.keySet() + " on " + target.id();
  }

  void crash() {
    world.tell("watcher", null, "crashes", target.id());
    for (Unwritten one : unwritten) {
      if (world.weather().tossesCoin()) {
        ghosts.add(one.envelope());
      }
    }
    unwritten.clear();
    told.clear();
    last.clear();
    begun = null;
    lastAnswer = null;
    lastReading = null;
    if (subscription != null) {
      subscription.close();
      subscription = null;
    }
    nextLook = world.now();
  }

  private void begin() {
    nextLook = world.now().plus(INTERVAL);
    begun = new Begun(world.now(), share.expected(target.id()));
  }

  private void look(Begun look) {
    begun = null;
    Look seen = ask();
    for (Report report : reporting.after(seen, look.expected(), last, lastAnswer, look.at())) {
      report(report, look.at());
    }
    TargetObserved reading =
        Reading.of(
            target.id(), seen, lastReading, share.failures(target.id(), look.at()), look.at());
    if (Reading.isDue(reading, lastReading, Duration.ofMinutes(1))) {
      world.topics().write(Observations.reading(reading));
      lastReading = reading;
    }
    if (seen instanceof Look.Answered answered) {
      lastAnswer = look.at();
      var found = answered.found().stream().map(NativeAttempt::attempt).collect(Collectors.toSet());
      last.keySet()
          .removeIf(known -> !found.contains(known) && !look.expected().containsKey(known));
    }
  }

  private Look ask() {
    try {
      Look seen = new Look.Answered(target.find(), target.capacity());
      if (subscription == null) {
        subscription =
            target.watch(change -> told.put(change.attempt(), new Told(change, world.now())));
      }
      return seen;
    } catch (TargetTroubleException e) {
      return new Look.Silent(String.valueOf(e.getMessage()));
    }
  }

  private void listen() {
    Told first = told.remove(told.keySet().iterator().next());
    if (first == null) {
      return;
    }
    Reporting.Reported before = last.get(first.attempt().attempt());
    if (before == null || !before.observation().equals(first.attempt().observation())) {
      report(Reporting.changed(first.attempt()), first.at());
    }
  }

  private void report(Report report, Instant seenAt) {
    unwritten.add(
        new Unwritten(
            report,
            seenAt,
            Observations.observed(
                target.id(), report, last.containsKey(report.attempt()), seenAt)));
  }

  /** What is not known to be written counts as not seen, written or not. */
  private void write() {
    Unwritten one = unwritten.removeFirst();
    boolean fails = world.weather().leavesUnwritten();
    if (!fails || world.weather().tossesCoin()) {
      world.topics().write(one.envelope());
    }
    if (!fails) {
      last.put(
          one.report().attempt(),
          new Reporting.Reported(
              one.report().observation(), one.seenAt(), one.report().traceparent()));
    }
  }
}
