package dev.berth.monitor.kafka;

import dev.berth.contracts.Topic;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Puts the records of the four job topics in the order of their times, without ever changing the
 * order within a topic. A record is given out once every topic has one waiting or has no more, so
 * that a reader who stops anywhere has missed nothing.
 */
final class Merging {

  /**
   * A record and where it stood.
   *
   * @param topic on which topic
   * @param record the record
   */
  record Next(Topic topic, ConsumerRecord<byte[], byte[]> record) {}

  private final Map<Topic, Deque<ConsumerRecord<byte[], byte[]>>> waiting =
      new EnumMap<>(Topic.class);
  private final Set<Topic> ended = EnumSet.noneOf(Topic.class);

  Merging() {
    Position.TOPICS.forEach(topic -> waiting.put(topic, new ArrayDeque<>()));
  }

  void add(Topic topic, ConsumerRecord<byte[], byte[]> record) {
    queue(topic).addLast(record);
  }

  /** There are no more records of that topic to come. */
  void end(Topic topic) {
    ended.add(topic);
  }

  boolean allEnded() {
    return ended.size() == Position.TOPICS.size();
  }

  int waiting(Topic topic) {
    return queue(topic).size();
  }

  /** The next record, if it is certain which one that is. */
  Optional<Next> next() {
    Topic earliest = null;
    for (Topic topic : Position.TOPICS) {
      ConsumerRecord<byte[], byte[]> head = queue(topic).peekFirst();
      if (head == null) {
        if (!ended.contains(topic)) {
          return Optional.empty();
        }
      } else if (earliest == null || head.timestamp() < queue(earliest).getFirst().timestamp()) {
        earliest = topic;
      }
    }
    return earliest == null
        ? Optional.empty()
        : Optional.of(new Next(earliest, queue(earliest).removeFirst()));
  }

  private Deque<ConsumerRecord<byte[], byte[]>> queue(Topic topic) {
    return waiting.computeIfAbsent(topic, _ -> new ArrayDeque<>());
  }
}
