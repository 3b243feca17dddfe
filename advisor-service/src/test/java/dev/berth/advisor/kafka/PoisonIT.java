package dev.berth.advisor.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.advisor.Asked;
import dev.berth.contracts.DeadLetters;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.EventId;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.RefusalCause;
import dev.berth.contracts.Topic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read goes to the dead letters, and what stands behind it is decided. */
class PoisonIT {

  private static final JobId JOB = new JobId("behind-0");
  private static final int PARTITION = Topic.partitionOf(JOB);

  @TempDir static Path directory;

  private static Cluster cluster;
  private static Replica replica;

  @BeforeAll
  static void start() {
    cluster = Cluster.start(directory.resolve("broker"));
    replica = Replica.start(cluster.settings("one"));
  }

  @AfterAll
  static void stop() {
    replica.close();
    cluster.close();
  }

  @Test
  void buriesPoisonByteForByteAndDecidesWhatIsBehindIt() throws Exception {
    byte[] noise = new byte[300];
    new Random(7).nextBytes(noise);
    List<ProducerRecord<byte[], byte[]>> poison =
        List.of(
            poison(noise, header("x", noise)),
            poison(noise, header("content-type", "application/cloudevents+json".getBytes(UTF_8))),
            poison(
                "{\"specversion\":\"1.0\",\"id\":".getBytes(UTF_8),
                header("content-type", "application/cloudevents+json".getBytes(UTF_8))),
            poison("{}".getBytes(UTF_8), cloudEvent("no.such.event.v1")),
            poison("{\"spec\":{}}".getBytes(UTF_8), cloudEvent("job.requested.v1")),
            poison("[1,2".getBytes(UTF_8), cloudEvent("job.requested.v1")),
            poison("{\"ended\":\"x\"}".getBytes(UTF_8), cloudEvent("job.reschedule-requested.v1")),
            poison(null, cloudEvent("job.requested.v1")),
            poison(new byte[0]),
            ofAnotherTopic());
    poison.forEach(cluster::send);
    cluster.ask(Asked.request(Asked.spec(JOB.value(), ""), "e1"));

    Jobs.assertDecidedOnce(cluster, "behind", 1);
    List<ConsumerRecord<byte[], byte[]>> letters = letters(PARTITION);
    assertThat(letters).hasSameSizeAs(poison);
    for (int i = 0; i < poison.size(); i++) {
      ConsumerRecord<byte[], byte[]> letter = letters.get(i);
      ProducerRecord<byte[], byte[]> sent = poison.get(i);
      assertThat(letter.key()).isEqualTo(sent.key());
      assertThat(letter.value()).isEqualTo(sent.value());
      List<Header> headers = List.of(letter.headers().toArray());
      Header[] own = sent.headers().toArray();
      assertThat(headers.subList(0, own.length)).containsExactly(own);
      assertThat(headers.subList(own.length, headers.size()))
          .extracting(Header::key)
          .containsExactlyInAnyOrder(
              DeadLetters.REASON,
              DeadLetters.TOPIC,
              DeadLetters.PARTITION,
              DeadLetters.OFFSET,
              DeadLetters.SERVICE);
      assertThat(text(letter, DeadLetters.TOPIC)).isEqualTo("berth.requests");
      assertThat(text(letter, DeadLetters.OFFSET)).isEqualTo(Integer.toString(i));
      assertThat(text(letter, DeadLetters.SERVICE)).isEqualTo("advisor");
      assertThat(text(letter, DeadLetters.REASON)).isNotBlank();
    }
    assertThat(text(letters.getLast(), DeadLetters.REASON))
        .isEqualTo("job.succeeded.v1 is an event of another topic");
    assertThat(text(letters.get(3), DeadLetters.REASON)).contains("no.such.event.v1");
  }

  @Test
  void refusesASpecThatBreaksTheSchemaInsteadOfBuryingIt() throws Exception {
    byte[] invalid = "{\"spec\":{\"id\":\"no-entrypoint\"}}".getBytes(UTF_8);
    int partition = (PARTITION + 3) % Topic.JOB_PARTITIONS;
    cluster.send(
        new ProducerRecord<>(
            "berth.requests", partition, null, null, invalid, cloudEvent("job.requested.v1")));

    Jobs.eventually()
        .until(() -> cluster.decisions().stream().anyMatch(JobRefused.class::isInstance));

    assertThat(cluster.decisions().stream().filter(JobRefused.class::isInstance))
        .map(JobRefused.class::cast)
        .singleElement()
        .satisfies(refused -> {
          assertThat(refused.job()).isEqualTo(new JobId("no-entrypoint"));
          assertThat(refused.cause()).isEqualTo(RefusalCause.INVALID_SPEC);
          assertThat(refused.violations().toString()).contains("entrypoint");
        });
  }

  @Test
  void buriesTheLargestRecordByteForByte() throws Exception {
    JobId behind = behind("largest", 1);
    byte[] large = new byte[Topic.MAXIMUM_MESSAGE_BYTES - 100];
    new Random(7).nextBytes(large);
    int partition = Topic.partitionOf(behind);
    cluster.send(new ProducerRecord<>("berth.requests", partition, null, large));
    cluster.ask(Asked.request(Asked.spec(behind.value(), ""), "e1"));

    Jobs.eventually().until(() -> Jobs.decided(cluster.decisions()).contains(behind.attempt(1)));
    assertThat(letters(partition))
        .singleElement()
        .satisfies(letter -> assertThat(letter.value()).isEqualTo(large));
  }

  /** Unpacked it is more than the broker takes back, and the loop would never get past it. */
  @Test
  void tellsOfARecordThatIsTooLargeToBeRepeated() throws Exception {
    JobId behind = behind("unpacked", 2);
    int partition = Topic.partitionOf(behind);
    cluster.sendCompressed(
        new ProducerRecord<>("berth.requests", partition, null, new byte[4 << 20]));
    cluster.ask(Asked.request(Asked.spec(behind.value(), ""), "e1"));

    Jobs.eventually().until(() -> Jobs.decided(cluster.decisions()).contains(behind.attempt(1)));
    assertThat(letters(partition))
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.value()).isNull();
          assertThat(text(letter, DeadLetters.OFFSET)).isEqualTo("0");
          assertThat(text(letter, DeadLetters.REASON)).startsWith("too large to be repeated");
        });
  }

  /** A job in a partition that no other test writes to. */
  private static JobId behind(String prefix, int away) {
    for (int i = 0; ; i++) {
      JobId id = new JobId(prefix + "-" + i);
      if (Topic.partitionOf(id) == (PARTITION + away) % Topic.JOB_PARTITIONS) {
        return id;
      }
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> letters(int partition) {
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> letter : cluster.committed(Topic.DEAD_LETTERS)) {
      if (text(letter, DeadLetters.PARTITION).equals(Integer.toString(partition))) {
        letters.add(letter);
      }
    }
    return letters;
  }

  private static ProducerRecord<byte[], byte[]> poison(
      byte @Nullable [] value, List<Header> headers) {
    return new ProducerRecord<>(
        "berth.requests", PARTITION, null, new byte[] {1, 2, 3}, value, headers);
  }

  private static ProducerRecord<byte[], byte[]> poison(byte[] value, Header... headers) {
    return poison(value, List.of(headers));
  }

  private static ProducerRecord<byte[], byte[]> ofAnotherTopic() {
    ProducerRecord<String, byte[]> record =
        EventCodec.encode(
            new Envelope<>(
                new EventId("x"),
                "/berth/monitor",
                Asked.AT,
                null,
                new JobSucceeded(JOB, JOB.attempt(1), Asked.AT)));
    return new ProducerRecord<>(
        "berth.requests", PARTITION, null, null, record.value(), record.headers());
  }

  private static List<Header> cloudEvent(String type) {
    return List.of(
        header("ce_specversion", "1.0".getBytes(UTF_8)),
        header("ce_id", "e".getBytes(UTF_8)),
        header("ce_source", "/pipelines/test".getBytes(UTF_8)),
        header("ce_type", type.getBytes(UTF_8)),
        header("content-type", "application/json".getBytes(UTF_8)));
  }

  private static Header header(String key, byte[] value) {
    return new RecordHeader(key, value);
  }

  private static String text(ConsumerRecord<?, ?> record, String header) {
    return new String(record.headers().lastHeader(header).value(), UTF_8);
  }
}
