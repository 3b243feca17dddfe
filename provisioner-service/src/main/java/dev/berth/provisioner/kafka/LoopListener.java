package dev.berth.provisioner.kafka;

import org.apache.kafka.common.TopicPartition;

/** Hears what the loop does, for metrics, health and logs. */
public interface LoopListener {

  /** It waits for topics that the broker does not have. */
  void waitingFor(String topics);

  /** It takes part in its group, with that many partitions. */
  void assigned(int partitions);

  /** Partitions have gone to other replicas, or are dealt out anew. */
  void revoked(int partitions);

  /** Something could not be read and went to the dead letters. */
  void deadLettered(String topic, int partition, long offset, String reason);

  /** A dead letter could not be written yet; it is tried again. */
  void deadLetterTroubled(Exception trouble);

  /** How far it is behind on a partition, in records, and how many it has taken unfinished. */
  void lag(TopicPartition partition, long records, int unfinished);

  /** It holds as much unfinished work of a partition as it may, and has stopped reading it. */
  void full(TopicPartition partition, int unfinished);

  /** What is finished could not be committed; a later commit covers it. */
  void commitTroubled(Exception trouble);

  /** It starts again from what is committed, after a pause. */
  void troubled(Exception trouble);
}
