package dev.berth.advisor.kafka;

import dev.berth.advisor.Advising;
import dev.berth.advisor.AdvisorShard;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * One turn of the loop: a batch of requests and all that follows from it, in one transaction with
 * the offsets that the batch ends at. The offsets go with the consumer's generation, so the group's
 * coordinator refuses the transaction of a replica that has lost its partitions without knowing.
 */
final class TurnTaking {

  private final LoopClients clients;
  private final Shards shards;
  private final UnaryOperator<Advising> wrapping;
  private final LoopListener listener;
  private final DecisionJson json = new DecisionJson();

  TurnTaking(
      LoopClients clients, Shards shards, UnaryOperator<Advising> wrapping, LoopListener listener) {
    this.clients = clients;
    this.shards = shards;
    this.wrapping = wrapping;
    this.listener = listener;
  }

  void take(ConsumerRecords<byte[], byte[]> records) {
    List<Envelope<? extends DecisionEvent>> decisions = new ArrayList<>(records.count());
    Producer<byte[], byte[]> producer = clients.decisions();
    producer.beginTransaction();
    for (TopicPartition partition : records.partitions()) {
      AdvisorShard shard = shards.at(partition.partition());
      Advising advising = wrapping.apply(shard);
      for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
        answer(record, shard, advising, decisions);
      }
    }
    producer.sendOffsetsToTransaction(records.nextOffsets(), clients.requests().groupMetadata());
    producer.commitTransaction();
    listener.committed(new Turn(records.count(), decisions));
  }

  private void answer(
      ConsumerRecord<byte[], byte[]> record,
      AdvisorShard shard,
      Advising advising,
      List<Envelope<? extends DecisionEvent>> decisions) {
    switch (Answering.of(record, EventCodec.decode(record), advising)) {
      case Answering.Decided decided -> {
        for (Envelope<? extends DecisionEvent> answer : decided.answers()) {
          Written<DecisionEvent> written = Written.decision(answer, json);
          shard.replay(written.envelope().event());
          send(written.record());
          decisions.add(written.envelope());
        }
      }
      case Answering.Moved moved ->
          Written.request(moved.request())
              .ifPresentOrElse(
                  written -> send(written.record()),
                  () ->
                      bury(record, "it has another key than its job's, and is too large to move"));
      case Answering.Buried buried -> bury(record, buried.reason());
    }
  }

  private void bury(ConsumerRecord<byte[], byte[]> record, String reason) {
    send(Written.deadLetter(record, reason));
    listener.deadLettered(record.topic(), record.partition(), record.offset(), reason);
  }

  private void send(org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]> record) {
    // A failed send fails the transaction's commit, which is where it is seen.
    var _ = clients.decisions().send(record);
  }
}
