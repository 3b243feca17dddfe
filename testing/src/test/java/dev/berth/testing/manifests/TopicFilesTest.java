package dev.berth.testing.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The two files that make topics are rendered from {@link Topic}. After a change there, run with
 * {@code -Dberth.docs.update=true} and read the difference.
 */
class TopicFilesTest {

  private static final String RENDERED =
      "# Rendered from the topics in contracts/ by TopicFilesTest; do not edit.\n";

  @Test
  void strimzisTopicsAreThoseOfTheContracts() throws IOException {
    assertRendered(
        Repository.ROOT.resolve("k8s/overlays/strimzi/topics.yaml"),
        RENDERED
            + Arrays.stream(Topic.values())
                .map(TopicFilesTest::resource)
                .collect(Collectors.joining("---\n")));
  }

  @Test
  void theScriptThatMakesTopicsMakesThoseOfTheContracts() throws IOException {
    assertRendered(
        Repository.ROOT.resolve("docker/kafka/create-topics.sh"),
        "#!/bin/bash\n"
            + RENDERED
            + """
            # Makes the topics that are not there: create-topics.sh BOOTSTRAP_SERVERS REPLICATION_FACTOR [OPTION...]
            # Options go to kafka-topics.sh, such as --command-config FILE.
            set -euo pipefail
            servers=$1
            replicas=$2
            shift 2
            topic() {
              local name=$1 partitions=$2
              shift 2
              /opt/kafka/bin/kafka-topics.sh --bootstrap-server "$servers" "${options[@]}" --create --if-not-exists \\
                --topic "$name" --partitions "$partitions" --replication-factor "$replicas" "$@"
            }
            options=("$@")
            """
            + Arrays.stream(Topic.values())
                .map(TopicFilesTest::command)
                .collect(Collectors.joining()));
  }

  private static String resource(Topic topic) {
    return """
    apiVersion: kafka.strimzi.io/v1
    kind: KafkaTopic
    metadata:
      name: %s
      namespace: berth
      labels:
        strimzi.io/cluster: berth
    spec:
      partitions: %d
      replicas: 3
      config:
    """
            .formatted(topic.wireName(), topic.partitions())
        + topic.settings().entrySet().stream()
            .map(setting -> "    %s: %s\n".formatted(setting.getKey(), setting.getValue()))
            .collect(Collectors.joining())
        + "    min.insync.replicas: 2\n";
  }

  private static String command(Topic topic) {
    return topic.settings().entrySet().stream()
        .map(TopicFilesTest::option)
        .collect(
            Collectors.joining(
                " ", "topic %s %d ".formatted(topic.wireName(), topic.partitions()), "\n"));
  }

  private static String option(Map.Entry<String, String> setting) {
    return "--config %s=%s".formatted(setting.getKey(), setting.getValue());
  }

  private static void assertRendered(Path file, String wanted) throws IOException {
    if (Boolean.getBoolean("berth.docs.update")) {
      Files.writeString(file, wanted);
    }
    assertThat(file).hasContent(wanted);
  }
}
