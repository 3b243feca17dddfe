package dev.berth.testing.simulation;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.TargetTroubleException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * A target that keeps the driver's contract and nothing beyond it: it falls silent, loses replies,
 * lists what it took a little late, and takes its time to release.
 */
final class SimulatedTarget implements Driver {

  private static final FailureCategory[] CATEGORIES = FailureCategory.values();

  private final TargetId id;
  private final int room;
  private final World world;
  private final RandomGenerator random;
  private final SortedMap<AttemptId, Held> held = new TreeMap<>();
  private final SortedSet<AttemptId> tombstones = new TreeSet<>();
  private final List<NativeAttemptListener> listeners = new ArrayList<>();
  private Instant silentUntil = Instant.MIN;
  private int taken;

  SimulatedTarget(TargetId id, int room, World world) {
    this.id = id;
    this.room = room;
    this.world = world;
    this.random = world.random();
  }

  TargetId id() {
    return id;
  }

  int room() {
    return room;
  }

  SortedMap<AttemptId, Held> held() {
    return held;
  }

  void fallSilent(Duration length) {
    silentUntil = world.now().plus(length);
  }

  void strikeDown() {
    for (Held one : List.copyOf(held.values())) {
      if (one.strike(world.now())) {
        changed(one);
      }
    }
  }

  /** Lets every attempt's program go on. */
  void advance() {
    for (Held one : List.copyOf(held.values())) {
      if (one.advance(world.now())) {
        if (one.isAlive() && !one.isNoticed()) {
          world.laws().started(one);
        }
        if (one.state() == Held.State.VANISHED) {
          held.remove(one.attempt);
        }
        changed(one);
      }
    }
  }

  private void changed(Held one) {
    world.tell(id.value(), one.attempt.job(), "has", one);
    if (one.state() != Held.State.VANISHED
        && isListed(one)
        && !isSilent()
        && !world.weather().losesReply()) {
      NativeAttempt change = seen(one);
      List.copyOf(listeners).forEach(listener -> listener.changed(change));
    }
  }

  private boolean isSilent() {
    return world.now().isBefore(silentUntil);
  }

  private void answer() throws TargetTroubleException {
    if (isSilent()) {
      throw new TargetTroubleException("target " + id + " does not answer");
    }
  }

  private <T> T reply(AttemptId about, T reply) throws TargetTroubleException {
    world.tell(id.value(), about.job(), "answers " + about, reply);
    if (world.weather().losesReply()) {
      world.tell(id.value(), about.job(), "loses its reply", about);
      throw new TargetTroubleException("target " + id + " did not answer in time");
    }
    return reply;
  }

  @Override
  public SubmitOutcome submit(Submission submission) throws TargetTroubleException {
    answer();
    AttemptId attempt = submission.attempt();
    Held there = held.get(attempt);
    if (tombstones.contains(attempt) || (there != null && there.isClosing())) {
      return reply(
          attempt,
          new SubmitOutcome.Refused(
              FailureCategory.CONFIGURATION, "attempt " + attempt + " was released here"));
    }
    if (there != null) {
      return reply(attempt, new SubmitOutcome.Submitted(there.nativeId, true));
    }
    if (world.weather().refuses()) {
      FailureCategory category = CATEGORIES[random.nextInt(CATEGORIES.length)];
      return reply(attempt, new SubmitOutcome.Refused(category, "not now"));
    }
    if (held.size() >= room) {
      return reply(attempt, new SubmitOutcome.Refused(FailureCategory.CAPACITY, "full"));
    }
    Held one = take(submission);
    return reply(attempt, new SubmitOutcome.Submitted(one.nativeId, false));
  }

  private Held take(Submission submission) {
    Duration unlisted =
        world.weather().losesReply()
            ? world.ledgerPolicy().proofAfter().multipliedBy(random.nextInt(90)).dividedBy(100)
            : Duration.ZERO;
    Held one =
        new Held(
            submission.attempt(),
            submission.spec(),
            world.program(submission.attempt()),
            "%s-%d".formatted(id, ++taken),
            world.now(),
            world.now().plus(unlisted),
            random.nextInt(3));
    held.put(submission.attempt(), one);
    world.laws().taken(one);
    return one;
  }

  @Override
  public ReleaseOutcome release(AttemptId attempt) throws TargetTroubleException {
    answer();
    Held there = held.get(attempt);
    if (there != null) {
      world.laws().releasing(there);
      String left = there.close(world.now(), Duration.ofMillis(random.nextInt(3_000)));
      if (left != null) {
        return reply(attempt, new ReleaseOutcome.Releasing(left));
      }
      held.remove(attempt);
    }
    tombstones.add(attempt);
    return reply(attempt, new ReleaseOutcome.Released("nothing of it is left"));
  }

  private boolean isListed(Held one) {
    return !world.now().isBefore(one.listedFrom);
  }

  private static NativeAttempt seen(Held one) {
    return new NativeAttempt(one.attempt, one.nativeId, one.observation(), null);
  }

  @Override
  public List<NativeAttempt> find() throws TargetTroubleException {
    answer();
    return held.values().stream().filter(this::isListed).map(SimulatedTarget::seen).toList();
  }

  @Override
  public Subscription watch(NativeAttemptListener listener) throws TargetTroubleException {
    answer();
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public Capacity capacity() throws TargetTroubleException {
    answer();
    return new Capacity(
        room, room - held.size(), 1L << 20, 1L << 20, List.of(), held.size(), room, null);
  }

  @Override
  public Optional<InputStream> logs(AttemptId attempt, boolean follow) {
    return Optional.empty();
  }

  @Override
  public void close() {
    listeners.clear();
  }
}
