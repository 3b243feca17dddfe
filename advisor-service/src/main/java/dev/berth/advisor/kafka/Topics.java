package dev.berth.advisor.kafka;

import dev.berth.contracts.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.PartitionInfo;

/** Whether the broker has the topics that the loop needs, as the contracts list them. */
final class Topics {

  private static final List<Topic> NEEDED =
      List.of(Topic.REQUESTS, Topic.DECISIONS, Topic.TARGETS, Topic.DEAD_LETTERS);

  private Topics() {}

  /** What is wrong with each topic that is missing or has another number of partitions. */
  static List<String> problems(Map<String, List<PartitionInfo>> there) {
    List<String> problems = new ArrayList<>();
    for (Topic topic : NEEDED) {
      int partitions = there.getOrDefault(topic.wireName(), List.of()).size();
      if (partitions == 0) {
        problems.add(topic.wireName() + " is missing");
      } else if (partitions != topic.partitions()) {
        // One job must be one partition everywhere, or two replicas decide about it.
        problems.add(
            "%s has %d partitions, not %d"
                .formatted(topic.wireName(), partitions, topic.partitions()));
      }
    }
    return problems;
  }
}
