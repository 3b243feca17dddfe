package dev.berth.advisor.kafka;

import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Hears what the loop does, for metrics, health and logs. */
public interface LoopListener {

  /** It waits for topics that the broker does not have as they must be. */
  void waitingFor(List<String> problems);

  /** A partition's decisions have been read again. */
  void rebuilt(int partition, int jobs);

  /**
   * It has its place in the group, and decides for that many partitions; for none, it stands by.
   */
  void assigned(int partitions);

  /** A transaction is committed. */
  void committed(Turn turn);

  /** Something could not be read and goes to the dead letters. */
  void deadLettered(String topic, int partition, long offset, String reason);

  /** How far it is behind on a partition, in records. */
  void lag(TopicPartition partition, long records);

  /** It has thrown its state away and starts again after a pause. */
  void troubled(Exception trouble);

  /** It has ended, by being closed or by an error that it does not survive. */
  void ended();
}
