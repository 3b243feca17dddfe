package dev.berth.testing.simulation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** How bad it is outside. Every run has a weather of its own, and in the end it clears up. */
final class Weather {

  private static final int PARTS = 1_000;

  private final RandomGenerator random;
  private final Map<Actor, Integer> eagerness = new HashMap<>();
  private final int crashes;
  private final int silences;
  private final int lostReplies;
  private final int refusals;
  private final int unwritten;
  private boolean calm;

  Weather(RandomGenerator random) {
    this.random = random;
    this.crashes = random.nextInt(4) == 0 ? 0 : random.nextInt(30);
    this.silences = random.nextInt(3) == 0 ? 0 : random.nextInt(8);
    this.lostReplies = random.nextInt(3) == 0 ? 0 : random.nextInt(300);
    this.refusals = random.nextInt(2) == 0 ? 0 : random.nextInt(200);
    this.unwritten = random.nextInt(2) == 0 ? 0 : random.nextInt(300);
  }

  void clearUp() {
    calm = true;
    eagerness.clear();
  }

  boolean isCalm() {
    return calm;
  }

  boolean crashes() {
    return strikes(crashes);
  }

  boolean silences() {
    return strikes(silences);
  }

  boolean losesReply() {
    return strikes(lostReplies);
  }

  boolean refuses() {
    return strikes(refusals);
  }

  boolean leavesUnwritten() {
    return strikes(unwritten);
  }

  /** Whether something happens that happens half of the time, except in calm weather. */
  boolean tossesCoin() {
    return strikes(PARTS / 2);
  }

  /** Whether the time has come for something rare; in calm weather it has. */
  boolean isRightFor() {
    return calm || random.nextInt(20) == 0;
  }

  private boolean strikes(int perThousand) {
    return !calm && random.nextInt(PARTS) < perThousand;
  }

  /** How often an actor gets its turn, for a while: what lags now is quick some time later. */
  int eagerness(Actor actor) {
    return calm ? 1 : eagerness.computeIfAbsent(actor, _ -> draw());
  }

  void turn() {
    if (random.nextInt(60) == 0) {
      eagerness.clear();
    }
  }

  private int draw() {
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> 1;
      case 2 -> 20;
      default -> 5;
    };
  }

  /** How much time passes until something else happens. */
  Duration pause() {
    if (random.nextInt(50) == 0) {
      return Duration.ofMillis(random.nextInt(2_000));
    }
    return Duration.ofMillis(random.nextInt(50));
  }
}
