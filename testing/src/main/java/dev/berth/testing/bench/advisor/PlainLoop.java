package dev.berth.testing.bench.advisor;

import dev.berth.advisor.kafka.LoopSettings;
import dev.berth.contracts.Topic;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The reference: reads the same requests and writes records of the decisions' size, exactly once,
 * with the same clients in the same settings, and does nothing else.
 */
final class PlainLoop implements Contender, Runnable {

  static final String IN = "bench.requests";
  static final String OUT = "bench.decisions";

  private final LoopSettings settings;
  private final byte[] value;
  private final Gate gate = new Gate();
  private final Thread thread;
  private volatile boolean open = true;

  /**
   * @param bytes how large a decision is
   */
  PlainLoop(String bootstrapServers, int bytes) throws ExecutionException, InterruptedException {
    this.settings = Settings.of(bootstrapServers, "bench-plain");
    this.value = new byte[bytes];
    new Random(1).nextBytes(value);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.createTopics(List.of(topic(IN), topic(OUT))).all().get();
    }
    this.thread = Thread.ofPlatform().name("plain-loop").daemon().start(this);
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, Topic.JOB_PARTITIONS, (short) 1);
  }

  @Override
  public String in() {
    return IN;
  }

  @Override
  public String out() {
    return OUT;
  }

  @Override
  public Gate gate() {
    return gate;
  }

  @Override
  public void run() {
    try (var consumer =
            new KafkaConsumer<>(
                settings.requests(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(
                settings.decisions(), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      consumer.subscribe(List.of(IN));
      while (open) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(settings.pollTimeout());
        if (records.isEmpty()) {
          continue;
        }
        producer.beginTransaction();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          gate.pass();
          var _ =
              producer.send(
                  new ProducerRecord<>(
                      OUT, record.partition(), record.key(), value, record.headers()));
        }
        producer.sendOffsetsToTransaction(records.nextOffsets(), consumer.groupMetadata());
        producer.commitTransaction();
        gate.done(records.count());
      }
    }
  }

  @Override
  public void close() {
    open = false;
    gate.open();
    Ending.await(thread);
  }
}
