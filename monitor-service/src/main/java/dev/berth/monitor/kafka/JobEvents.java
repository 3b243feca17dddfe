package dev.berth.monitor.kafka;

import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.JobId;
import dev.berth.contracts.Topic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A job's events as they stand on the topics, from any position: first what is there, in the order
 * of time, then what comes. It reads the job's partitions from the position on, or from when the
 * job was first heard of: right for a person's question, not for a program's.
 */
public final class JobEvents implements AutoCloseable {

  private static final int FETCH_BYTES = 4 << 20;

  /** How far the clock of who asked for the job may be behind that of the ledger. */
  static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  /** Takes a job's events; throws when nobody listens any more. */
  public interface Listener {

    /**
     * An event.
     *
     * @param after where to go on from, once this one is taken
     */
    void event(Position after, Topic topic, Envelope<?> event) throws IOException;

    /** Nothing has come for a while. */
    void idle(Position after) throws IOException;
  }

  private final KafkaSettings settings;
  private final int buffered;
  private volatile boolean closed;

  /**
   * Over the topics that the settings lead to.
   *
   * @param buffered how many records of one topic wait for those of the others at most
   */
  public JobEvents(KafkaSettings settings, int buffered) {
    this.settings = settings;
    this.buffered = buffered;
  }

  /**
   * Tells a job's events.
   *
   * @param since when it was first heard of; what was written an hour before that or earlier, by
   *     the clocks of who wrote it, is not looked for
   * @param from where to go on
   * @param follow whether to go on with what comes, until the listener throws or this is closed
   */
  public void tell(JobId job, Instant since, Position from, boolean follow, Listener listener)
      throws IOException {
    try (Reading reading = new Reading(job, since, from)) {
      reading.backlog(listener);
      while (follow && !closed) {
        reading.live(listener);
      }
    }
  }

  /** Ends every telling. */
  @Override
  public void close() {
    closed = true;
  }

  /** One telling. */
  private final class Reading implements AutoCloseable {

    private final byte[] key;
    private final Map<TopicPartition, Topic> topics = new HashMap<>();
    private final KafkaConsumer<byte[], byte[]> consumer;
    private Position position;

    Reading(JobId job, Instant since, Position from) {
      key = job.value().getBytes(StandardCharsets.UTF_8);
      position = from;
      for (Topic topic : Position.TOPICS) {
        topics.put(new TopicPartition(topic.wireName(), Topic.partitionOf(job)), topic);
      }
      Map<String, Object> reading = new HashMap<>(settings.reading("events", "read_committed"));
      reading.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
      consumer =
          new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      consumer.assign(topics.keySet());
      Map<TopicPartition, Long> begins = begins(since);
      topics.forEach((partition, topic) ->
          consumer.seek(partition, Math.max(from.on(topic), begins.getOrDefault(partition, 0L))));
    }

    /** A partition that has had nothing since is not among them. */
    private Map<TopicPartition, Long> begins(Instant since) {
      long millis = since.minus(CLOCKS_DIFFER).toEpochMilli();
      Map<TopicPartition, Long> asked = new HashMap<>();
      topics.keySet().forEach(partition -> asked.put(partition, millis));
      Map<TopicPartition, Long> begins = new HashMap<>();
      consumer
          .offsetsForTimes(asked)
          .forEach((partition, found) -> {
            if (found != null) {
              begins.put(partition, found.offset());
            }
          });
      return begins;
    }

    void backlog(Listener listener) throws IOException {
      Map<TopicPartition, Long> ends = consumer.endOffsets(topics.keySet());
      Merging merging = new Merging();
      while (!merging.allEnded() && !closed) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(settings.pollTimeout())) {
          if (isOurs(record)) {
            merging.add(topic(record), record);
          }
        }
        topics.forEach((partition, topic) -> steer(merging, partition, topic, ends));
        for (var next = merging.next(); next.isPresent(); next = merging.next()) {
          tell(next.get().topic(), next.get().record(), listener);
        }
      }
      consumer.resume(topics.keySet());
    }

    /** One topic waits while others are still being searched for what belongs before. */
    private void steer(
        Merging merging, TopicPartition partition, Topic topic, Map<TopicPartition, Long> ends) {
      if (consumer.position(partition) >= ends.getOrDefault(partition, 0L)) {
        merging.end(topic);
      } else if (merging.waiting(topic) >= buffered) {
        consumer.pause(List.of(partition));
      } else {
        consumer.resume(List.of(partition));
      }
    }

    void live(Listener listener) throws IOException {
      boolean told = false;
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(settings.pollTimeout())) {
        if (isOurs(record)) {
          tell(topic(record), record, listener);
          told = true;
        }
      }
      if (!told) {
        listener.idle(position);
      }
    }

    private void tell(Topic topic, ConsumerRecord<byte[], byte[]> record, Listener listener)
        throws IOException {
      position = position.after(topic, record.offset());
      if (EventCodec.decode(record) instanceof Decoded.Understood understood) {
        listener.event(position, topic, understood.envelope());
      }
    }

    private boolean isOurs(ConsumerRecord<byte[], byte[]> record) {
      return Arrays.equals(key, record.key());
    }

    private Topic topic(ConsumerRecord<byte[], byte[]> record) {
      Topic topic = topics.get(new TopicPartition(record.topic(), record.partition()));
      if (topic == null) {
        throw new IllegalStateException("a record of " + record.topic() + " was not asked for");
      }
      return topic;
    }

    @Override
    public void close() {
      consumer.close();
    }
  }
}
