package dev.berth.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.fixtures.RandomEvents;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The codec over events that nobody thought of. */
class RandomEventsTest {

  private static final int EVENTS = 150;
  private static final long SEED = Long.getLong("berth.seed", System.nanoTime());

  @ParameterizedTest
  @EnumSource
  void everyEventReadsBackAsItWasWritten(EventType type) {
    RandomEvents random = new RandomEvents(SEED);
    for (int i = 0; i < EVENTS; i++) {
      Envelope<?> written = random.envelope(random.event(type, random.job()));

      assertThat(EventCodec.decode(EventCodecTest.received(EventCodec.encode(written))))
          .as("-Dberth.seed=%d, event %d", SEED, i)
          .isEqualTo(new Decoded.Understood(written));
    }
  }

  @Test
  void everySpecKeepsSchemaAndRulesAndReadsBack() {
    RandomEvents random = new RandomEvents(SEED);
    for (int i = 0; i < EVENTS; i++) {
      JobSpec spec = random.spec(random.job());

      assertThat(JobSpecReader.read(Json.mapper().<JsonNode>valueToTree(spec)))
          .as("-Dberth.seed=%d, spec %d", SEED, i)
          .isEqualTo(new JobSpecReader.Valid(spec));
    }
  }

  @Test
  void theSameSeedGivesTheSameEvents() {
    RandomEvents one = new RandomEvents(SEED);
    RandomEvents other = new RandomEvents(SEED);

    for (int i = 0; i < 50; i++) {
      assertThat(one.event()).as("seed %d", SEED).isEqualTo(other.event());
    }
  }

  @Test
  void noDamageMakesTheCodecThrow() {
    Random damage = new Random(SEED);
    RandomEvents random = new RandomEvents(SEED);
    for (int i = 0; i < 10 * EVENTS; i++) {
      var whole = EventCodecTest.received(EventCodec.encode(random.envelope(random.event())));

      assertThat(EventCodec.decode(damaged(whole, damage)))
          .as("-Dberth.seed=%d, record %d", SEED, i)
          .isNotNull();
    }
  }

  private static ConsumerRecord<String, byte[]> damaged(
      ConsumerRecord<String, byte[]> whole, Random random) {
    byte[] value = damaged(whole.value(), random);
    RecordHeaders headers = new RecordHeaders();
    for (var header : whole.headers()) {
      switch (random.nextInt(12)) {
        case 0 -> headers.add(new RecordHeader(header.key(), (byte[]) null));
        case 1 -> headers.add(header.key(), damaged(header.value(), random));
        case 2 -> headers.add("x" + header.key(), header.value());
        default -> headers.add(header);
      }
    }
    if (random.nextInt(4) == 0) {
      headers.remove("content-type");
      headers.add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
    }
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>("berth.requests", 0, 0, "a", value);
    headers.forEach(header -> record.headers().add(header));
    return record;
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] copy =
        Arrays.copyOf(
            bytes, random.nextInt(3) == 0 ? random.nextInt(bytes.length + 1) : bytes.length);
    for (int i = random.nextInt(4); i > 0 && copy.length > 0; i--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }
}
