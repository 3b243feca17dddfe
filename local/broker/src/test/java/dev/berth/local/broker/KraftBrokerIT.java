package dev.berth.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KraftBrokerIT {

  @TempDir Path directory;

  @Test
  void hasEveryTopicAsListedAndKeepsItsRecordsOverARestart() throws Exception {
    BrokerPlace place = BrokerPlace.onFreePorts(directory.resolve("broker"));
    try (KraftBroker broker = KraftBroker.start(place)) {
      TopicSetup.apply(broker.bootstrapServers());
      TopicSetup.apply(broker.bootstrapServers());
      for (Topic topic : Topic.values()) {
        assertThat(settingsOf(topic, broker)).containsAllEntriesOf(topic.settings());
      }
      try (var producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", broker.bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer())) {
        producer.send(new ProducerRecord<>(Topic.REQUESTS.wireName(), 3, null, bytes("x"))).get();
      }
    }
    try (KraftBroker broker = KraftBroker.start(place);
        var consumer =
            new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(Topic.REQUESTS.wireName(), 3);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      var records = consumer.poll(Duration.ofSeconds(30)).records(partition);
      assertThat(records)
          .singleElement()
          .satisfies(r -> assertThat(r.value()).isEqualTo(bytes("x")));
      assertThat(consumer.partitionsFor(Topic.DECISIONS.wireName()))
          .hasSize(Topic.DECISIONS.partitions());
    }
  }

  private static Map<String, String> settingsOf(Topic topic, KraftBroker broker) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.wireName());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var entries =
          admin.describeConfigs(List.of(resource)).all().get().values().iterator().next().entries();
      return entries.stream()
          .filter(e ->
              Arrays.asList("cleanup.policy", "retention.ms", "max.message.bytes")
                  .contains(e.name()))
          .collect(java.util.stream.Collectors.toMap(e -> e.name(), e -> e.value()));
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
