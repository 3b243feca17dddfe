package dev.berth.advisor.kafka;

import dev.berth.advisor.Advising;
import dev.berth.advisor.AdvisorShard;
import dev.berth.advisor.Deciding;
import dev.berth.advisor.FleetView;
import dev.berth.contracts.Topic;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads requests and writes decisions. Whatever goes wrong, it throws its state away and begins
 * again from what was committed: the log is the state, and there is nothing to repair.
 */
public final class DecisionLoop implements Runnable, AutoCloseable {

  private final LoopSettings settings;
  private final Deciding deciding;
  private final Supplier<FleetView> fleet;
  private final Shards shards;
  private final UnaryOperator<Advising> wrapping;
  private final LoopListener listener;
  private final ShardRebuild rebuild;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param fleet the fleet as it is now; asked before the first request, too, and it may wait then
   *     until something is known of the targets
   * @param wrapping what stands around each shard, such as telemetry
   */
  public DecisionLoop(
      LoopSettings settings,
      Deciding deciding,
      Supplier<FleetView> fleet,
      Shards shards,
      UnaryOperator<Advising> wrapping,
      LoopListener listener,
      Clock clock) {
    this.settings = settings;
    this.deciding = deciding;
    this.fleet = fleet;
    this.shards = shards;
    this.wrapping = wrapping;
    this.listener = listener;
    this.rebuild = new ShardRebuild(settings, clock);
  }

  /** Runs until it is closed. */
  @Override
  public void run() {
    try {
      while (isOpen()) {
        session();
        pause();
      }
    } finally {
      listener.ended();
    }
  }

  /** Ends the loop after the turn that is under way. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void session() {
    try (LoopClients clients = LoopClients.open(settings)) {
      try {
        decide(clients);
      } catch (RuntimeException e) {
        troubled(e);
      } finally {
        shards.clear();
      }
    } catch (RuntimeException e) {
      troubled(e);
    }
  }

  private void troubled(RuntimeException e) {
    if (isOpen()) {
      listener.troubled(e);
    }
  }

  private void decide(LoopClients clients) {
    Consumer<byte[], byte[]> requests = clients.requests();
    List<String> problems = Topics.problems(requests.listTopics(settings.askTimeout()));
    if (!problems.isEmpty()) {
      listener.waitingFor(problems);
      return;
    }
    var _ = fleet.get();
    clients.decisions().initTransactions();
    Supplier<AdvisorShard> empty = () -> new AdvisorShard(deciding, fleet);
    requests.subscribe(
        List.of(Topic.REQUESTS.wireName()),
        new Assignment(requests, rebuild, empty, shards, listener));
    TurnTaking turns = new TurnTaking(clients, shards, wrapping, listener);
    while (isOpen()) {
      ConsumerRecords<byte[], byte[]> records = requests.poll(settings.pollTimeout());
      if (!records.isEmpty()) {
        turns.take(records);
      }
      for (TopicPartition partition : requests.assignment()) {
        requests.currentLag(partition).ifPresent(lag -> listener.lag(partition, lag));
      }
    }
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void pause() {
    try {
      var _ = closed.await(settings.pause().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }
}
