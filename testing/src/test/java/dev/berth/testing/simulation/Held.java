package dev.berth.testing.simulation;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Observation;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a target has of one attempt, from when it takes it; the truth, whoever knows of it. */
final class Held {

  private static final int BROKEN = 3;

  enum State {
    WAITING,
    RUNNING,
    SUCCEEDED,
    FAILED,
    KILLED,
    GONE,
    VANISHED,
    NEVER_RAN
  }

  final AttemptId attempt;
  final JobSpec spec;
  final String nativeId;
  final Instant takenAt;
  final Instant listedFrom;
  private final Program program;
  private State state = State.WAITING;
  private @Nullable Instant startedAt;
  private @Nullable Instant endedAt;
  private @Nullable Instant killAt;
  private boolean noticed;
  private boolean released;
  private int lingersFor;

  /**
   * @param listedFrom from when on it is listed: a target may take a moment to find what it took
   * @param lingersFor how many times it answers that something is still there after its end
   */
  Held(
      AttemptId attempt,
      JobSpec spec,
      Program program,
      String nativeId,
      Instant takenAt,
      Instant listedFrom,
      int lingersFor) {
    this.attempt = attempt;
    this.spec = spec;
    this.program = program;
    this.nativeId = nativeId;
    this.takenAt = takenAt;
    this.listedFrom = listedFrom;
    this.lingersFor = lingersFor;
  }

  State state() {
    return state;
  }

  Program program() {
    return program;
  }

  FailureCategory category() {
    return program.category();
  }

  @Nullable Instant startedAt() {
    return startedAt;
  }

  boolean isAlive() {
    return state == State.RUNNING;
  }

  boolean isReleased() {
    return released;
  }

  /** Whether its provider has said that its machine is taken away. */
  boolean isNoticed() {
    return noticed;
  }

  boolean isClosing() {
    return killAt != null || state == State.NEVER_RAN;
  }

  /** Lets time do what it does; whether something is another now. */
  boolean advance(Instant now) {
    Instant start = takenAt.plus(program.startsAfter());
    if (state == State.WAITING && !now.isBefore(start)) {
      state = State.RUNNING;
      startedAt = start;
      return true;
    }
    if (state != State.RUNNING) {
      return false;
    }
    Instant end = start.plus(program.runsFor());
    if (killAt != null && !now.isBefore(killAt)) {
      return toEnded(State.KILLED, killAt);
    }
    if (now.isBefore(end) || program.end() == Program.End.RUNS_ON) {
      return notice(start, now);
    }
    return switch (program.end()) {
      case SUCCEEDS -> toEnded(State.SUCCEEDED, end);
      case FAILS -> toEnded(State.FAILED, end);
      case DIES -> toEnded(State.GONE, end);
      case VANISHES -> toEnded(State.VANISHED, end);
      case RUNS_ON -> throw new IllegalStateException("it does not end by itself");
    };
  }

  private boolean notice(Instant start, Instant now) {
    boolean due =
        program.noticedAfter() != null && !now.isBefore(start.plus(program.noticedAfter()));
    boolean news = due && !noticed;
    noticed |= due;
    return news;
  }

  /** Its machine is gone. */
  boolean strike(Instant now) {
    return isAlive() && toEnded(State.GONE, now);
  }

  private boolean toEnded(State how, Instant at) {
    state = how;
    endedAt = at;
    return true;
  }

  /** Ends it and lets it never start; returns what is still there, or null if nothing is. */
  @Nullable String close(Instant now, Duration grace) {
    if (state == State.WAITING) {
      toEnded(State.NEVER_RAN, now);
    }
    killAt = killAt == null ? now.plus(grace) : killAt;
    if (isAlive()) {
      return "its process";
    }
    if (lingersFor > 0) {
      lingersFor--;
      return "its folder";
    }
    released = true;
    return null;
  }

  Observation observation() {
    return switch (state) {
      case WAITING -> new Observation.Pending("queued", null);
      case RUNNING ->
          new Observation.Running(since(startedAt), noticed ? "taken in a moment" : null);
      case SUCCEEDED -> new Observation.Succeeded(since(endedAt));
      case FAILED ->
          new Observation.Failed(program.category(), "it broke", BROKEN, "", since(endedAt));
      case KILLED, NEVER_RAN -> new Observation.Gone("its processes were ended by its release");
      case GONE, VANISHED -> new Observation.Gone("its process is gone and left no record");
    };
  }

  private Instant since(@Nullable Instant time) {
    return time == null ? takenAt : time;
  }

  @Override
  public String toString() {
    return attempt + " " + state + (released ? ", released" : "");
  }
}
