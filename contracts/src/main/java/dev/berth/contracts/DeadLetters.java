package dev.berth.contracts;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What could not be read, byte for byte, with the reason and the place it came from in headers. */
public final class DeadLetters {

  /** Why it could not be read. */
  public static final String REASON = "berth-dead-letter-reason";

  /** The topic that it stood on. */
  public static final String TOPIC = "berth-dead-letter-topic";

  /** The partition that it stood in, in decimal. */
  public static final String PARTITION = "berth-dead-letter-partition";

  /** Its offset there, in decimal. */
  public static final String OFFSET = "berth-dead-letter-offset";

  /** Which service could not read it. */
  public static final String SERVICE = "berth-dead-letter-service";

  private DeadLetters() {}

  /**
   * The dead letter of a record: its key, its value and its headers as they were, and ours added.
   */
  public static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> record, String reason, String service) {
    RecordHeaders headers = new RecordHeaders(record.headers().toArray());
    headers.add(REASON, reason.getBytes(StandardCharsets.UTF_8));
    headers.add(TOPIC, record.topic().getBytes(StandardCharsets.UTF_8));
    headers.add(PARTITION, Integer.toString(record.partition()).getBytes(StandardCharsets.UTF_8));
    headers.add(OFFSET, Long.toString(record.offset()).getBytes(StandardCharsets.UTF_8));
    headers.add(SERVICE, service.getBytes(StandardCharsets.UTF_8));
    return new ProducerRecord<>(
        Topic.DEAD_LETTERS.wireName(), null, record.key(), record.value(), headers);
  }
}
