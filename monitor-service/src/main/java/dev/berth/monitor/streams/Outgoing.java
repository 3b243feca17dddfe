package dev.berth.monitor.streams;

import dev.berth.contracts.Topic;
import org.jspecify.annotations.Nullable;

/**
 * A record that a node wants written.
 *
 * @param topic the topic's name, or {@link #TO_WATCHERS} for the second part of the topology
 * @param value the record's value, as it is to be written; a dead letter may have none
 */
@SuppressWarnings("ArrayRecordComponent") // passed on as it is, never compared
record Outgoing(String topic, byte @Nullable [] value) {

  /** Not a topic of ours: Streams names the one in between itself. */
  static final String TO_WATCHERS = "watchers";

  boolean isForWatchers() {
    return topic.equals(TO_WATCHERS);
  }

  static Outgoing deadLetter(byte @Nullable [] value) {
    return new Outgoing(Topic.DEAD_LETTERS.wireName(), value);
  }
}
