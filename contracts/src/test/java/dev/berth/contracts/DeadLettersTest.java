package dev.berth.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

  private static final byte[] KEY = {(byte) 0xff, 0, 1};
  private static final byte[] VALUE = {(byte) 0xc3, 0x28, 0, (byte) 0xfe};

  @Test
  void keepsKeyValueAndHeadersByteForByte() {
    var record = new ConsumerRecord<>("berth.requests", 3, 42, KEY, VALUE);
    record.headers().add("x", new byte[] {(byte) 0x80});
    record.headers().add("x", new byte[] {(byte) 0x81});
    record.headers().add(new RecordHeader("empty", (byte[]) null));

    ProducerRecord<byte[], byte[]> letter = DeadLetters.of(record, "über", "advisor");

    assertThat(letter.topic()).isEqualTo("berth.dead-letters");
    assertThat(letter.partition()).isNull();
    assertThat(letter.key()).isEqualTo(KEY);
    assertThat(letter.value()).isEqualTo(VALUE);
    assertThat(Arrays.stream(letter.headers().toArray()).limit(3).toArray())
        .isEqualTo(record.headers().toArray());
    assertThat(header(letter, DeadLetters.REASON)).isEqualTo("über");
    assertThat(header(letter, DeadLetters.TOPIC)).isEqualTo("berth.requests");
    assertThat(header(letter, DeadLetters.PARTITION)).isEqualTo("3");
    assertThat(header(letter, DeadLetters.OFFSET)).isEqualTo("42");
    assertThat(header(letter, DeadLetters.SERVICE)).isEqualTo("advisor");
  }

  @Test
  void leavesTheRecordAsItWas() {
    var record = new ConsumerRecord<>("berth.requests", 3, 42, KEY, VALUE);

    DeadLetters.of(record, "r", "advisor");

    assertThat(record.headers()).isEmpty();
  }

  @Test
  void takesARecordWithoutKeyAndValue() {
    ProducerRecord<byte[], byte[]> letter =
        DeadLetters.of(
            new ConsumerRecord<byte[], byte[]>("berth.health", 0, 0, null, null), "r", "monitor");

    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isNull();
  }

  @Test
  void hasRoomForTheLargestRecordAndItsHeaders() {
    int largest = Integer.parseInt(Topic.REQUESTS.settings().get("max.message.bytes"));
    int room = Integer.parseInt(Topic.DEAD_LETTERS.settings().get("max.message.bytes"));

    assertThat(room - largest).isGreaterThan(4 * Decoded.Unreadable.MAXIMUM_REASON);
  }

  private static String header(ProducerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }
}
