package dev.berth.monitor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class MergingTest {

  private final Merging merging = new Merging();

  @Test
  void ordersByTimeAcrossTopics() {
    merging.add(Topic.HEALTH, record(Topic.HEALTH, 0, 30));
    merging.add(Topic.REQUESTS, record(Topic.REQUESTS, 0, 10));
    merging.add(Topic.DECISIONS, record(Topic.DECISIONS, 0, 20));
    Position.TOPICS.forEach(merging::end);

    assertThat(drain()).containsExactly("requests/0", "decisions/0", "health/0");
  }

  @Test
  void waitsForATopicThatMayStillHaveSomethingEarlier() {
    merging.add(Topic.HEALTH, record(Topic.HEALTH, 0, 30));
    merging.end(Topic.HEALTH);
    merging.end(Topic.DECISIONS);
    merging.end(Topic.PROVISIONS);
    assertThat(merging.next()).isEmpty();

    merging.add(Topic.REQUESTS, record(Topic.REQUESTS, 0, 10));

    assertThat(drain()).containsExactly("requests/0");
    merging.end(Topic.REQUESTS);
    assertThat(drain()).containsExactly("health/0");
  }

  @Test
  void neverChangesTheOrderWithinATopicWhateverTheTimesSay() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);
    for (Topic topic : Position.TOPICS) {
      for (int offset = 0; offset < 50; offset++) {
        merging.add(topic, record(topic, offset, random.nextLong(100)));
      }
      merging.end(topic);
    }

    List<String> order = drain();

    assertThat(order).as("seed %d", seed).hasSize(200);
    for (Topic topic : Position.TOPICS) {
      assertThat(order.stream().filter(one -> one.startsWith(topic.noun() + "/")))
          .as("seed %d, topic %s", seed, topic)
          .containsExactlyElementsOf(
              java.util.stream.IntStream.range(0, 50)
                  .mapToObj(offset -> topic.noun() + "/" + offset)
                  .toList());
    }
  }

  private List<String> drain() {
    List<String> order = new ArrayList<>();
    for (Optional<Merging.Next> next = merging.next(); next.isPresent(); next = merging.next()) {
      order.add(next.get().topic().noun() + "/" + next.get().record().offset());
    }
    return order;
  }

  private static ConsumerRecord<byte[], byte[]> record(Topic topic, long offset, long timestamp) {
    return new ConsumerRecord<>(
        topic.wireName(),
        0,
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        new byte[0],
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }
}
