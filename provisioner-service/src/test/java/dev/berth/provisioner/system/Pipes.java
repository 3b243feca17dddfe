package dev.berth.provisioner.system;

import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.ProvisionEvent;
import dev.berth.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics as advisor, monitor and operator use them. */
final class Pipes implements AutoCloseable {

  private final String bootstrapServers;
  private final Producer<byte[], byte[]> producer;
  private final Map<Topic, Read> reads = new java.util.EnumMap<>(Topic.class);

  private record Read(
      KafkaConsumer<byte[], byte[]> consumer, List<ConsumerRecord<byte[], byte[]>> records) {}

  Pipes(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  void write(Envelope<?> envelope) {
    ProducerRecord<String, byte[]> record = EventCodec.encode(envelope);
    send(
        new ProducerRecord<>(
            record.topic(),
            null,
            record.key().getBytes(StandardCharsets.UTF_8),
            record.value(),
            record.headers()));
  }

  void write(Topic topic, String key, byte @Nullable [] value) {
    send(new ProducerRecord<>(topic.wireName(), key.getBytes(StandardCharsets.UTF_8), value));
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Everything that stands on a topic by now. */
  List<ConsumerRecord<byte[], byte[]>> records(Topic topic) {
    Read read = reads.computeIfAbsent(topic, this::open);
    read.consumer().poll(Duration.ofMillis(20)).forEach(read.records()::add);
    return List.copyOf(read.records());
  }

  private Read open(Topic topic) {
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (int partition = 0; partition < topic.partitions(); partition++) {
      partitions.add(new TopicPartition(topic.wireName(), partition));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return new Read(consumer, new ArrayList<>());
  }

  /** What the provisioner has told of a job, in order. */
  List<Envelope<?>> told(String job) {
    List<Envelope<?>> all = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records(Topic.PROVISIONS)) {
      Envelope<?> envelope = ((Decoded.Understood) EventCodec.decode(record)).envelope();
      if (((ProvisionEvent) envelope.event()).jobId().value().equals(job)) {
        all.add(envelope);
      }
    }
    return all;
  }

  @Override
  public void close() {
    producer.close();
    reads.values().forEach(read -> read.consumer().close());
  }
}
