package dev.berth.testing.simulation;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventId;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.PlacedAttempt;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** What holds at every step. */
final class Laws {

  private final World world;
  private final Told told = new Told();
  private final Set<EventId> ids = new HashSet<>();
  private final Set<AttemptId> haunted = new HashSet<>();
  private final Map<AttemptId, List<Held>> taken = new TreeMap<>();

  Laws(World world) {
    this.world = world;
  }

  /** What was told on the topics. */
  Told told() {
    return told;
  }

  /** Everything that a target ever took, by attempt. */
  Map<AttemptId, List<Held>> taken() {
    return taken;
  }

  /** A target has taken an attempt. */
  void taken(Held one) {
    if (told.outcomes().containsKey(one.attempt.job()) && !one.spec.overlap()) {
      throw broken(one.attempt, one + " was taken although its job has ended");
    }
    for (Held other : others(one)) {
      if (other.attempt.number() < one.attempt.number()
          && !other.isReleased()
          && other.state() != Held.State.VANISHED) {
        throw broken(one.attempt, one + " was taken while there is " + other);
      }
    }
    taken.computeIfAbsent(one.attempt, _ -> new ArrayList<>()).add(one);
  }

  /** A program has begun to run. */
  void started(Held one) {
    for (Held other : others(one)) {
      if (other.isAlive()) {
        throw broken(one.attempt, one + " runs beside " + other);
      }
      if (other.attempt.number() > one.attempt.number()) {
        throw broken(one.attempt, one + " starts although there was " + other);
      }
    }
  }

  /** Other attempts of the job, unless it allows them to overlap; and the same one again. */
  private List<Held> others(Held one) {
    return taken.entrySet().stream()
        .filter(entry -> entry.getKey().job().equals(one.attempt.job()))
        .filter(entry -> entry.getKey().equals(one.attempt) || !one.spec.overlap())
        .flatMap(entry -> entry.getValue().stream())
        .filter(other -> other != one)
        .toList();
  }

  /**
   * A call that was under way when its caller died has only now reached its target: what it
   * releases may meanwhile have been taken after all, and is lost then.
   */
  void haunted(AttemptId attempt) {
    haunted.add(attempt);
  }

  /** A target was told to end an attempt and release it. */
  void releasing(Held one) {
    if (one.isAlive()
        && !one.isClosing()
        && !told.ended().containsKey(one.attempt)
        && !haunted.contains(one.attempt)) {
      throw broken(one.attempt, one + " is killed, and nothing has said that it ended");
    }
  }

  /** A record was written to a topic. */
  void written(Decoded decoded) {
    if (!(decoded instanceof Decoded.Understood understood)) {
      return;
    }
    Event event = understood.envelope().event();
    if (isWrittenOnce(event) && !ids.add(understood.envelope().id())) {
      throw new LawBroken(new JobId(event.key()), "is told twice: " + event);
    }
    switch (event) {
      case JobPlaced placed -> placed(placed);
      case JobUnplaceable unplaceable -> decided(unplaceable.attempt());
      case AttemptEnded ended -> ended(ended);
      case JobRescheduleRequested again -> askedAgain(again);
      case JobSucceeded succeeded -> concluded(succeeded.job());
      case JobFailed failed -> concluded(failed.job());
      case JobCancelled cancelled -> concluded(cancelled.job());
      default -> {
        // No law is about it.
      }
    }
    told.take(understood.envelope());
  }

  /** What is written together with the offset of its cause. */
  private static boolean isWrittenOnce(Event event) {
    return event instanceof AttemptEnded
        || event instanceof JobRescheduleRequested
        || event instanceof JobSucceeded
        || event instanceof JobFailed
        || event instanceof JobCancelled;
  }

  private void placed(JobPlaced placed) {
    AttemptId attempt = placed.attempt();
    decided(attempt);
    PlacedAttempt last = null;
    for (int number = attempt.number() - 1; number > 0 && last == null; number--) {
      if (told.decided().get(attempt.job().attempt(number)) instanceof JobPlaced before) {
        last = new PlacedAttempt(before.attempt(), before.target());
      }
    }
    if (!Objects.equals(last, placed.previous())) {
      throw broken(attempt, placed.attempt() + " follows " + last + ", not " + placed.previous());
    }
  }

  private void decided(AttemptId attempt) {
    if (told.decided().containsKey(attempt)) {
      throw broken(attempt, attempt + " was decided twice");
    }
    if (attempt.number() > 1
        && !told.decided().containsKey(attempt.job().attempt(attempt.number() - 1))) {
      throw broken(attempt, attempt + " was decided before the attempt before it");
    }
  }

  private void askedAgain(JobRescheduleRequested again) {
    AttemptId ended = again.ended();
    if (told.asked().contains(ended)) {
      throw broken(ended, "what follows " + ended + " was asked for twice");
    }
    boolean over =
        told.released().containsKey(ended)
            || told.refused().containsKey(ended)
            || told.decided().get(ended) instanceof JobUnplaceable;
    if (!over && !again.spec().overlap()) {
      throw broken(ended, "what follows " + ended + " was asked for before it was released");
    }
  }

  private void concluded(JobId job) {
    taken.forEach((attempt, all) -> {
      for (Held one : all) {
        boolean over = one.isReleased() || one.state() == Held.State.VANISHED;
        if (attempt.job().equals(job) && !over && !one.spec.overlap()) {
          throw broken(attempt, job + " is concluded, and there is " + one);
        }
      }
    });
  }

  private void ended(AttemptEnded ended) {
    AttemptEnded first = told.ended().get(ended.attempt());
    if (first != null && !first.ending().equals(ended.ending())) {
      throw broken(ended.attempt(), ended + " contradicts " + first);
    }
    if (first == null) {
      new Justice(
              told,
              taken.getOrDefault(ended.attempt(), List.of()),
              haunted.contains(ended.attempt()),
              world.now())
          .unjust(ended)
          .ifPresent(reason -> {
            throw broken(ended.attempt(), ended + ": " + reason);
          });
    }
  }

  private static LawBroken broken(AttemptId attempt, String law) {
    return new LawBroken(attempt.job(), law);
  }
}
