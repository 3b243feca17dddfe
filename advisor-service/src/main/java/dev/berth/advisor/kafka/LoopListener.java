package dev.berth.advisor.kafka;

import org.apache.kafka.common.TopicPartition;

/** Hears what the loop does, for metrics, health and logs. */
public interface LoopListener {

  /** It waits for topics that the broker does not have. */
  void waitingFor(String topics);

  /** It takes part in the group; partitions may follow. */
  void joined();

  /** A partition's decisions have been read again. */
  void rebuilt(int partition, int jobs);

  /** A transaction is committed. */
  void committed(Turn turn);

  /** Something could not be read and went to the dead letters. */
  void deadLettered(String topic, int partition, long offset, String reason);

  /** How far it is behind on a partition, in records. */
  void lag(TopicPartition partition, long records);

  /** It has thrown its state away and starts again after a pause. */
  void troubled(Exception trouble);
}
