package dev.berth.advisor.kafka;

import dev.berth.advisor.Advising;
import dev.berth.advisor.AdvisorShard;
import dev.berth.advisor.Deciding;
import dev.berth.advisor.FleetView;
import dev.berth.contracts.DeadLetters;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.RequestEvent;
import dev.berth.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Reads requests and writes decisions, each turn in one transaction with the offsets of what it
 * read. Whatever goes wrong, it throws its state away and begins again from what was committed: the
 * log is the state, and there is nothing to repair.
 */
public final class DecisionLoop implements Runnable, AutoCloseable {

  private static final String SERVICE = "advisor";

  private final LoopSettings settings;
  private final Deciding deciding;
  private final Supplier<FleetView> fleet;
  private final Shards shards;
  private final UnaryOperator<Advising> wrapping;
  private final LoopListener listener;
  private final ShardRebuild rebuild;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param wrapping what stands around each shard, such as telemetry
   */
  public DecisionLoop(
      LoopSettings settings,
      Deciding deciding,
      Supplier<FleetView> fleet,
      Shards shards,
      UnaryOperator<Advising> wrapping,
      LoopListener listener,
      Clock clock) {
    this.settings = settings;
    this.deciding = deciding;
    this.fleet = fleet;
    this.shards = shards;
    this.wrapping = wrapping;
    this.listener = listener;
    this.rebuild = new ShardRebuild(settings, clock);
  }

  /** Runs until it is closed. */
  @Override
  public void run() {
    while (closed.getCount() > 0) {
      try {
        session();
      } catch (RuntimeException e) {
        listener.troubled(e);
        pause();
      } finally {
        shards.clear();
      }
    }
  }

  /** Ends the loop after the turn that is under way. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void session() {
    try (var consumer =
            new KafkaConsumer<>(
                settings.requests(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(
                settings.decisions(), new ByteArraySerializer(), new ByteArraySerializer())) {
      if (!topicsAreThere(consumer)) {
        return;
      }
      producer.initTransactions();
      consumer.subscribe(List.of(Topic.REQUESTS.wireName()), new Assignment(consumer));
      listener.joined();
      while (closed.getCount() > 0) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(settings.pollTimeout());
        if (!records.isEmpty()) {
          turn(consumer, producer, records);
        }
        for (TopicPartition partition : consumer.assignment()) {
          consumer.currentLag(partition).ifPresent(lag -> listener.lag(partition, lag));
        }
      }
    }
  }

  private boolean topicsAreThere(KafkaConsumer<byte[], byte[]> consumer) {
    var there = consumer.listTopics().keySet();
    String missing =
        Arrays.stream(new Topic[] {Topic.REQUESTS, Topic.DECISIONS, Topic.DEAD_LETTERS})
            .map(Topic::wireName)
            .filter(topic -> !there.contains(topic))
            .collect(Collectors.joining(", "));
    if (missing.isEmpty()) {
      return true;
    }
    listener.waitingFor(missing);
    pause();
    return false;
  }

  private void turn(
      KafkaConsumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      ConsumerRecords<byte[], byte[]> records) {
    List<Envelope<? extends DecisionEvent>> decisions = new ArrayList<>();
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(records.nextOffsets());
    producer.beginTransaction();
    for (TopicPartition partition : records.partitions()) {
      AdvisorShard shard = shards.at(partition.partition());
      Advising advising = wrapping.apply(shard);
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        for (Envelope<? extends DecisionEvent> decision : answer(advising, record, producer)) {
          shard.replay(decision.event());
          send(producer, decision);
          decisions.add(decision);
        }
      }
    }
    producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
    producer.commitTransaction();
    listener.committed(new Turn(records.count(), decisions));
  }

  private List<Envelope<? extends DecisionEvent>> answer(
      Advising advising, ConsumerRecord<byte[], byte[]> record, Producer<byte[], byte[]> producer) {
    return switch (EventCodec.decode(record)) {
      case Decoded.Understood understood ->
          switch (understood.envelope().event()) {
            case RequestEvent request when misplaced(request, record) -> {
              send(producer, understood.envelope());
              yield List.of();
            }
            case RequestEvent request -> advising.answer(withEvent(understood.envelope(), request));
            default -> {
              deadLetter(record, "an event of another topic", producer);
              yield List.of();
            }
          };
      case Decoded.InvalidSpec invalid ->
          List.of(
              new Envelope<>(
                  EventId.derived(invalid.cause(), EventType.JOB_REFUSED),
                  AdvisorShard.SOURCE,
                  java.time.Instant.ofEpochMilli(record.timestamp()),
                  invalid.traceparent(),
                  invalid.refused()));
      case Decoded.Unreadable unreadable -> {
        deadLetter(record, unreadable.reason(), producer);
        yield List.of();
      }
    };
  }

  /**
   * A pipeline that gives no key, or another, has its request written again under the right one.
   */
  private static boolean misplaced(RequestEvent request, ConsumerRecord<?, ?> record) {
    return Topic.partitionOf(request.jobId()) != record.partition();
  }

  private static Envelope<RequestEvent> withEvent(Envelope<?> envelope, RequestEvent event) {
    return new Envelope<>(
        envelope.id(), envelope.source(), envelope.time(), envelope.traceparent(), event);
  }

  private void deadLetter(
      ConsumerRecord<byte[], byte[]> record, String reason, Producer<byte[], byte[]> producer) {
    var _ = producer.send(DeadLetters.of(record, reason, SERVICE));
    listener.deadLettered(record.topic(), record.partition(), record.offset(), reason);
  }

  private static void send(Producer<byte[], byte[]> producer, Envelope<?> envelope) {
    ProducerRecord<String, byte[]> record = EventCodec.encode(envelope);
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    // A failed send fails the transaction's commit, which is where it is seen.
    var _ =
        producer.send(
            new ProducerRecord<>(record.topic(), null, key, record.value(), record.headers()));
  }

  private void pause() {
    try {
      var _ = closed.await(settings.pause().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed.countDown();
    }
  }

  /** A partition that comes is rebuilt before its first request; one that goes is forgotten. */
  private final class Assignment implements ConsumerRebalanceListener {

    private final KafkaConsumer<byte[], byte[]> consumer;

    Assignment(KafkaConsumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      for (TopicPartition partition : partitions) {
        // Waits for the transactions of the partition's last owner that hold its offset.
        consumer.position(partition);
        AdvisorShard shard = new AdvisorShard(deciding, fleet);
        rebuild.into(shard, partition.partition());
        shards.put(partition.partition(), shard);
        listener.rebuilt(partition.partition(), shard.size());
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      partitions.forEach(partition -> shards.remove(partition.partition()));
    }
  }
}
