package dev.berth.testing.bench.advisor;

import dev.berth.advisor.kafka.LoopListener;
import dev.berth.advisor.kafka.Turn;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts what a loop commits, around what listens to it in the service.
 *
 * @param inner the service's own
 * @param gate where it is counted
 */
record Counting(LoopListener inner, Gate gate) implements LoopListener {

  @Override
  public void committed(Turn turn) {
    inner.committed(turn);
    gate.done(turn.requests());
  }

  @Override
  public void waitingFor(List<String> problems) {
    inner.waitingFor(problems);
  }

  @Override
  public void rebuilt(int partition, int jobs) {
    inner.rebuilt(partition, jobs);
  }

  @Override
  public void assigned(int partitions) {
    inner.assigned(partitions);
  }

  @Override
  public void deadLettered(String topic, int partition, long offset, String reason) {
    inner.deadLettered(topic, partition, offset, reason);
  }

  @Override
  public void lag(TopicPartition partition, long records) {
    inner.lag(partition, records);
  }

  @Override
  public void troubled(Exception trouble) {
    inner.troubled(trouble);
  }

  @Override
  public void ended() {
    inner.ended();
  }
}
