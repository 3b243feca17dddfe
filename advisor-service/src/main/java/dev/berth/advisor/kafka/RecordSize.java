package dev.berth.advisor.kafka;

import dev.berth.contracts.Topic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Whether the broker will take a record. One that it does not take would fail its transaction, and
 * again after every restart; so it is asked beforehand.
 */
final class RecordSize {

  /** More than Kafka's own batch header, lengths and offsets take. */
  private static final int OVERHEAD = 256;

  private static final int HEADER_OVERHEAD = 10;

  private RecordSize() {}

  static boolean fits(ProducerRecord<byte[], byte[]> record, Topic topic) {
    return bytes(record) <= topic.maximumMessageBytes();
  }

  /** An upper bound of what the record takes on the broker. */
  static long bytes(ProducerRecord<byte[], byte[]> record) {
    long bytes = OVERHEAD + length(record.key()) + length(record.value());
    for (Header header : record.headers()) {
      // A header's name may be of any characters, of which UTF-8 makes three bytes at most.
      bytes += HEADER_OVERHEAD + 3L * header.key().length() + length(header.value());
    }
    return bytes;
  }

  private static long length(byte @org.jspecify.annotations.Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
