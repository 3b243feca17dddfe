package dev.berth.advisor.kafka;

import dev.berth.contracts.Brokers;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.RequestEvent;
import dev.berth.contracts.Topic;
import dev.berth.local.broker.BrokerPlace;
import dev.berth.local.broker.KraftBroker;
import dev.berth.local.broker.TopicSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A broker with Berth's topics, and the pipeline and the reader on either side of the advisor. */
final class Cluster implements AutoCloseable {

  /** The group of all replicas. */
  static final String GROUP = "advisor";

  private final KraftBroker broker;
  private final KafkaProducer<byte[], byte[]> pipeline;

  private Cluster(KraftBroker broker) {
    this.broker = broker;
    this.pipeline =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "linger.ms",
                1,
                // A partition that was made just now may refuse a producer's first batch and take
                // its second; the first is then out of order for ever.
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  static Cluster start(Path directory) {
    KraftBroker broker = KraftBroker.start(BrokerPlace.onFreePorts(directory));
    try {
      TopicSetup.apply(broker.bootstrapServers());
    } catch (RuntimeException e) {
      // Left behind, it would take the JVM with it once its folder is deleted.
      broker.close();
      throw e;
    }
    return new Cluster(broker);
  }

  String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** For an instance of that name; everything waits briefly. */
  LoopSettings settings(String instance) {
    return settings(bootstrapServers(), instance);
  }

  static LoopSettings settings(String bootstrapServers, String instance) {
    return new LoopSettings(
        Brokers.at(bootstrapServers),
        GROUP,
        instance,
        50,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofMillis(100),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Duration.ofSeconds(2),
        Duration.ofMillis(100));
  }

  /** A pipeline asks, and waits until the broker has it. */
  void ask(Envelope<RequestEvent> request) {
    send(record(request));
  }

  void send(ProducerRecord<byte[], byte[]> record) {
    try {
      sending(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends what is more than the broker would take as it is. */
  void sendCompressed(ProducerRecord<byte[], byte[]> record) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "compression.type",
                "gzip",
                "max.request.size",
                1 << 24),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(record).get();
    }
  }

  Future<?> sending(ProducerRecord<byte[], byte[]> record) {
    return pipeline.send(record);
  }

  static ProducerRecord<byte[], byte[]> record(Envelope<RequestEvent> request) {
    ProducerRecord<String, byte[]> record = EventCodec.encode(request);
    return new ProducerRecord<>(
        record.topic(),
        null,
        record.key().getBytes(StandardCharsets.UTF_8),
        record.value(),
        record.headers());
  }

  /** Every committed decision, in the order of its partition. */
  List<DecisionEvent> decisions() {
    return decisions(committed(Topic.DECISIONS));
  }

  /** Those that can be seen while a transaction is open. */
  List<DecisionEvent> stableDecisions() {
    return decisions(read(Topic.DECISIONS, ends(Topic.DECISIONS, IsolationLevel.READ_COMMITTED)));
  }

  private static List<DecisionEvent> decisions(List<ConsumerRecord<byte[], byte[]>> records) {
    List<DecisionEvent> decisions = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Decoded decoded = EventCodec.decode(record);
      if (decoded instanceof Decoded.Understood understood
          && understood.envelope().event() instanceof DecisionEvent decision) {
        decisions.add(decision);
      } else {
        throw new IllegalStateException(decoded.toString());
      }
    }
    return decisions;
  }

  /**
   * All committed records of a topic up to its very end: a transaction's marker reaches one topic
   * before the other, so what is open is waited for.
   */
  List<ConsumerRecord<byte[], byte[]>> committed(Topic topic) {
    return read(topic, ends(topic, IsolationLevel.READ_UNCOMMITTED));
  }

  /** How many records stand in transactions that nobody has ended. */
  long open(Topic topic) {
    return sum(ends(topic, IsolationLevel.READ_UNCOMMITTED))
        - sum(ends(topic, IsolationLevel.READ_COMMITTED));
  }

  private static long sum(Map<TopicPartition, Long> ends) {
    return ends.values().stream().mapToLong(Long::longValue).sum();
  }

  private List<ConsumerRecord<byte[], byte[]>> read(Topic topic, Map<TopicPartition, Long> ends) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            settings("reader").reading("test"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(topic);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (partitions.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(topic + " has an open transaction");
        }
      }
    }
    return records;
  }

  private Map<TopicPartition, Long> ends(Topic topic, IsolationLevel isolation) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions(topic).forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    try (Admin admin = admin()) {
      admin
          .listOffsets(latest, new ListOffsetsOptions(isolation))
          .all()
          .get()
          .forEach((partition, end) -> ends.put(partition, end.offset()));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return ends;
  }

  static List<TopicPartition> partitions(Topic topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (int partition = 0; partition < topic.partitions(); partition++) {
      partitions.add(new TopicPartition(topic.wireName(), partition));
    }
    return partitions;
  }

  /** What the group has committed; null where it has not. */
  @Nullable Long offset(String group, int partition) throws Exception {
    try (Admin admin = admin()) {
      OffsetAndMetadata offset =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get()
              .get(new TopicPartition(Topic.REQUESTS.wireName(), partition));
      return offset == null ? null : offset.offset();
    }
  }

  /** How far the group has come in all, against how many records there are. */
  long behind(String group) throws Exception {
    long behind = 0;
    for (var end : ends(Topic.REQUESTS, IsolationLevel.READ_UNCOMMITTED).entrySet()) {
      Long offset = offset(group, end.getKey().partition());
      behind += end.getValue() - (offset == null ? 0 : offset);
    }
    return behind;
  }

  /** Sets a group back to the beginning; it must have no members. */
  void rewind(String group) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> beginning = new HashMap<>();
    partitions(Topic.REQUESTS)
        .forEach(partition -> beginning.put(partition, new OffsetAndMetadata(0)));
    try (Admin admin = admin()) {
      admin.alterConsumerGroupOffsets(group, beginning).all().get();
    }
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
  }

  @Override
  public void close() {
    pipeline.close();
    broker.close();
  }
}
