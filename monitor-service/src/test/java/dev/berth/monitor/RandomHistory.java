package dev.berth.monitor;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Decision;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Intent;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.Observation;
import dev.berth.contracts.RetryBudget;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One job's life as it may happen, by chance: a ledger in a closed loop with an advisor, a
 * provisioner and targets that place, refuse, run, fail, fall silent and lose. Leaves the four job
 * topics as they were written.
 */
final class RandomHistory {

  private static final List<TargetId> TARGETS =
      List.of(new TargetId("pool-a"), new TargetId("pool-b"), new TargetId("pool-c"));

  private static final List<FailureCategory> CATEGORIES = List.of(FailureCategory.values());

  private final RandomGenerator random;
  private final Ledger ledger;
  private final Map<Topic, List<Envelope<?>>> topics = new EnumMap<>(Topic.class);
  private final Deque<Envelope<?>> unread = new ArrayDeque<>();
  private final JobSpec spec;
  private Instant now = LedgerStory.START;
  private @Nullable JobState state;

  RandomHistory(RandomGenerator random, Ledger ledger) {
    this.random = random;
    this.ledger = ledger;
    Map<FailureCategory, RetryBudget> budgets = new EnumMap<>(FailureCategory.class);
    for (FailureCategory category : FailureCategory.values()) {
      budgets.put(
          category,
          new RetryBudget(random.nextInt(3), Duration.ofSeconds(1), Duration.ofSeconds(10)));
    }
    spec = LedgerStory.spec(budgets, false, null, null);
  }

  /** Plays until the job has ended and is closed. */
  RandomHistory played() {
    write("pipeline", EventType.JOB_REQUESTED, new JobRequested(spec));
    for (int step = 0; step < 10_000; step++) {
      Envelope<?> next = unread.poll();
      if (next != null) {
        react(next.event());
      } else if (state == null || !state.phase().ended()) {
        pass(Duration.ofSeconds(1 + random.nextInt(10)));
      } else {
        return this;
      }
    }
    throw new AssertionError("the job does not end: " + state);
  }

  Map<Topic, List<Envelope<?>>> topics() {
    return topics;
  }

  JobState end() {
    if (state == null) {
      throw new AssertionError("the job was forgotten");
    }
    return state;
  }

  Instant now() {
    return now;
  }

  private void react(Event event) {
    switch (event) {
      case JobRequested _ -> decide(LedgerStory.JOB.attempt(1));
      case JobRescheduleRequested again -> decide(again.ended().next());
      case JobPlaced placed -> provision(placed.attempt(), placed.target());
      case AttemptSubmitted submitted -> live(submitted.attempt(), submitted.target());
      case AttemptEnded ended ->
          write(
              ended.attempt(),
              EventType.ATTEMPT_RELEASED,
              new AttemptReleased(ended.attempt(), ended.target(), "gone", now));
      default -> {
        // Nobody in this world answers to it.
      }
    }
  }

  private void decide(AttemptId attempt) {
    if (random.nextInt(8) == 0) {
      Decision nothing = decision(attempt, null);
      write(
          attempt,
          EventType.JOB_UNPLACEABLE,
          new JobUnplaceable(attempt, spec, nothing, random.nextBoolean()));
    } else {
      TargetId target = TARGETS.get(random.nextInt(TARGETS.size()));
      write(
          attempt,
          EventType.JOB_PLACED,
          new JobPlaced(attempt, target, null, false, spec, decision(attempt, target)));
    }
  }

  private void provision(AttemptId attempt, TargetId target) {
    if (random.nextInt(6) == 0) {
      write(
          attempt,
          EventType.ATTEMPT_REFUSED,
          new AttemptRefused(attempt, target, category(), "no", now, null));
    } else {
      write(
          attempt,
          EventType.ATTEMPT_SUBMITTED,
          new AttemptSubmitted(attempt, target, "native-" + attempt, false, now, null));
    }
  }

  private void live(AttemptId attempt, TargetId target) {
    for (int look = random.nextInt(6); look > 0; look--) {
      now = now.plus(LedgerStory.POLICY.proofAfter());
      observe(attempt, target, passing());
      if (state != null && state.attempt(attempt).ending() != null) {
        return;
      }
    }
    now = now.plusSeconds(1);
    observe(attempt, target, conclusive());
  }

  private Observation passing() {
    return switch (random.nextInt(4)) {
      case 0 -> new Observation.Pending("queued", null);
      case 1 -> new Observation.Absent("not listed");
      case 2 -> new Observation.Unreachable("no answer", null);
      default -> new Observation.Running(now);
    };
  }

  private Observation conclusive() {
    return switch (random.nextInt(4)) {
      case 0 -> new Observation.Succeeded(now);
      case 1 -> new Observation.Running(now, "taken in a moment");
      case 2 -> new Observation.Failed(category(), "broke", 1, "", now);
      default -> new Observation.Gone("gone");
    };
  }

  private void observe(AttemptId attempt, TargetId target, Observation observation) {
    write(
        attempt + "/" + now,
        EventType.ATTEMPT_OBSERVED,
        new AttemptObserved(attempt, target, "native-" + attempt, observation, now));
  }

  private FailureCategory category() {
    return CATEGORIES.get(random.nextInt(CATEGORIES.size()));
  }

  private Decision decision(AttemptId attempt, @Nullable TargetId target) {
    return new Decision(
        attempt,
        "matrix/1",
        "fleet",
        now,
        Intent.PRODUCTION,
        JobRuntime.COMMAND,
        target,
        List.of(),
        List.of());
  }

  private void write(Object about, EventType type, Event event) {
    publish(new Envelope<>(EventId.derived(about, type), "/world", now, null, event));
  }

  private void publish(Envelope<?> envelope) {
    topics
        .computeIfAbsent(EventType.of(envelope.event()).topic(), _ -> new ArrayList<>())
        .add(envelope);
    unread.add(envelope);
    taken(ledger.fold(LedgerStory.JOB, state, envelope, now));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    if (state != null) {
      taken(ledger.wake(state, now));
    }
  }

  private void taken(Folded folded) {
    state = folded.state();
    folded.outputs().forEach(this::publish);
  }
}
