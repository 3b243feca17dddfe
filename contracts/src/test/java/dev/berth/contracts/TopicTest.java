package dev.berth.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicTest {

  @Test
  void theJobTopicsHaveTheSamePartitions() {
    assertThat(List.of(Topic.REQUESTS, Topic.DECISIONS, Topic.PROVISIONS, Topic.HEALTH))
        .allSatisfy(topic -> assertThat(topic.partitions()).isEqualTo(Topic.JOB_PARTITIONS));
  }

  @Test
  void decisionsOutliveTheOtherJobTopics() {
    assertThat(retention(Topic.DECISIONS)).isGreaterThan(retention(Topic.REQUESTS));
    assertThat(retention(Topic.DECISIONS)).isGreaterThan(retention(Topic.HEALTH));
  }

  @Test
  void onlyTargetsAreCompacted() {
    assertThat(Arrays.stream(Topic.values()).filter(Topic::compacted))
        .containsExactly(Topic.TARGETS);
    assertThat(Topic.TARGETS.settings())
        .isEqualTo(Map.of("cleanup.policy", "compact", "max.message.bytes", "1048576"));
  }

  @Test
  void everyNameBeginsAlike() {
    assertThat(Topic.values())
        .allSatisfy(topic -> assertThat(topic.wireName()).isEqualTo("berth." + topic.noun()));
  }

  private static long retention(Topic topic) {
    return Long.parseLong(topic.settings().getOrDefault("retention.ms", "-1"));
  }
}
