package dev.berth.advisor.kafka;

import dev.berth.advisor.Advising;
import dev.berth.advisor.DecidedJobs;
import dev.berth.advisor.Deciding;
import dev.berth.advisor.FleetView;
import dev.berth.contracts.JobRequested;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The loops of one replica. Each is a member of the group by itself, so that one decides while
 * another waits for its transaction to be committed.
 */
public final class DecisionLoops implements DecidedJobs, AutoCloseable {

  private final List<DecisionLoop> loops = new ArrayList<>();
  private final List<Shards> shards = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Duration shutdownTimeout;

  /**
   * Makes them; nothing runs before {@link #start}.
   *
   * @param count how many, at least 1
   * @param listeners hears what the loop of that number does
   * @param shutdownTimeout how long each may take to end
   * @throws IllegalArgumentException if there is to be none
   */
  public DecisionLoops(
      int count,
      LoopSettings settings,
      Deciding deciding,
      Supplier<FleetView> fleet,
      UnaryOperator<Advising> wrapping,
      IntFunction<LoopListener> listeners,
      Duration shutdownTimeout,
      Clock clock) {
    if (count < 1) {
      throw new IllegalArgumentException("loops: " + count + " is below 1");
    }
    this.shutdownTimeout = shutdownTimeout;
    for (int number = 0; number < count; number++) {
      Shards own = new Shards();
      shards.add(own);
      loops.add(
          new DecisionLoop(
              settings.loop(number),
              deciding,
              fleet,
              own,
              wrapping,
              listeners.apply(number),
              clock));
    }
  }

  /** Runs each in a thread of its own. */
  public void start() {
    for (DecisionLoop loop : loops) {
      threads.add(Thread.ofPlatform().name("decision-loop-" + threads.size()).daemon().start(loop));
    }
  }

  @Override
  public Optional<String> objection(JobRequested requested) {
    return shards.stream()
        .map(own -> own.objection(requested))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Ends them after the turns that are under way. */
  @Override
  public void close() {
    loops.forEach(DecisionLoop::close);
    try {
      for (Thread thread : threads) {
        thread.join(shutdownTimeout);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
