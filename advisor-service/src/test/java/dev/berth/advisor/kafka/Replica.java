package dev.berth.advisor.kafka;

import dev.berth.advisor.Advising;
import dev.berth.advisor.Deciding;
import dev.berth.advisor.FleetView;
import dev.berth.advisor.Fleets;
import dev.berth.advisor.PolicyFile;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** One replica of the advisor: its loop in a thread of its own. */
final class Replica implements AutoCloseable {

  private static final FleetView FLEET = Fleets.of("id: a", "id: b");

  private final Heard heard = new Heard();
  private final Shards shards = new Shards();
  private final DecisionLoop loop;
  private final Thread thread;

  private Replica(LoopSettings settings, UnaryOperator<Advising> wrapping) {
    this.loop =
        new DecisionLoop(
            settings,
            new Deciding(PolicyFile.builtIn()),
            () -> FLEET,
            shards,
            wrapping,
            heard,
            Clock.systemUTC());
    this.thread = Thread.ofPlatform().name(settings.instance()).daemon().start(loop);
  }

  static Replica start(LoopSettings settings) {
    return new Replica(settings, UnaryOperator.identity());
  }

  /** With something around its shards that a test can stop it by. */
  static Replica start(LoopSettings settings, UnaryOperator<Advising> wrapping) {
    return new Replica(settings, wrapping);
  }

  Heard heard() {
    return heard;
  }

  Shards shards() {
    return shards;
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  /** Ends it in the middle of whatever it does; its clients get no time to take leave. */
  void interrupt() {
    thread.interrupt();
  }

  @Override
  public void close() {
    loop.close();
    try {
      thread.join(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      throw new IllegalStateException(thread.getName() + " does not end");
    }
  }
}
