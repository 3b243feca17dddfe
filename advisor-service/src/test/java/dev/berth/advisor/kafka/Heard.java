package dev.berth.advisor.kafka;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;

/** What a loop told of itself. */
final class Heard implements LoopListener {

  private final List<List<String>> waits = new CopyOnWriteArrayList<>();
  private final List<Exception> troubles = new CopyOnWriteArrayList<>();
  private final AtomicInteger partitions = new AtomicInteger(-1);
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger rebuilt = new AtomicInteger();
  private volatile boolean ended;

  List<List<String>> waits() {
    return waits;
  }

  List<Exception> troubles() {
    return troubles;
  }

  /** How many partitions it has; −1 before its first assignment. */
  int partitions() {
    return partitions.get();
  }

  /** How many requests it has committed. */
  int requests() {
    return requests.get();
  }

  /** How many jobs it has found in the decisions that it read again, over all rebuilds. */
  int rebuilt() {
    return rebuilt.get();
  }

  boolean hasEnded() {
    return ended;
  }

  @Override
  public void waitingFor(List<String> problems) {
    waits.add(problems);
  }

  @Override
  public void rebuilt(int partition, int jobs) {
    rebuilt.addAndGet(jobs);
  }

  @Override
  public void assigned(int count) {
    partitions.set(count);
  }

  @Override
  public void committed(Turn turn) {
    requests.addAndGet(turn.requests());
  }

  @Override
  public void deadLettered(String topic, int partition, long offset, String reason) {}

  @Override
  public void lag(TopicPartition partition, long records) {}

  @Override
  public void troubled(Exception trouble) {
    troubles.add(trouble);
  }

  @Override
  public void ended() {
    ended = true;
  }
}
