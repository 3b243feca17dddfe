package dev.berth.monitor.streams;

import dev.berth.contracts.TargetId;
import dev.berth.contracts.Topic;
import dev.berth.monitor.Folding;
import dev.berth.monitor.watch.Watched;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The two parts of the stream and what lies between them: job topics → ledger → topics, and ledger
 * → (by target) → what watchers have to know.
 */
public final class LedgerTopology {

  /** The topics whose events are about jobs; one job is one partition on all of them. */
  static final List<Topic> JOB_TOPICS =
      List.of(Topic.REQUESTS, Topic.DECISIONS, Topic.PROVISIONS, Topic.HEALTH);

  private static final Serde<byte[]> BYTES = Serdes.ByteArray();
  private static final Serde<Outgoing> OUTGOING =
      Serdes.serdeFrom(
          (_, outgoing) -> outgoing.value(),
          (_, _) -> {
            throw new UnsupportedOperationException("what goes out is never read");
          });

  private LedgerTopology() {}

  /**
   * The topology.
   *
   * @param folding the ledger, with what stands around it
   * @param watched hears which targets are this replica's share
   */
  public static Topology of(
      Folding folding, LedgerListener listener, TimerSettings timing, Watched watched) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<byte[], Outgoing> outgoing =
        builder.stream(
                JOB_TOPICS.stream().map(Topic::wireName).toList(),
                // Writers' clocks say nothing about the order, and a wrong one must stop nothing.
                Consumed.with(BYTES, BYTES)
                    .withTimestampExtractor(new WallclockTimestampExtractor())
                    .withName("job-topics"))
            .process(new Ledgers(folding, listener, timing), Named.as("ledger"));
    outgoing
        .filterNot((_, one) -> one.isForWatchers())
        .to((_, one, _) -> one.topic(), Produced.with(BYTES, OUTGOING));
    outgoing
        .filter((_, one) -> one.isForWatchers())
        .mapValues(Outgoing::value)
        .repartition(
            Repartitioned.with(BYTES, BYTES)
                .withName(Outgoing.TO_WATCHERS)
                .withNumberOfPartitions(Watched.PARTITIONS)
                .withStreamPartitioner((_, target, _, _) -> partition(target)))
        .process(new Watches(watched), Named.as("watch"));
    return builder.build();
  }

  private static Optional<Set<Integer>> partition(byte[] target) {
    TargetId id = new TargetId(new String(target, StandardCharsets.UTF_8));
    return Optional.of(Set.of(Watched.partitionOf(id)));
  }

  private record Ledgers(Folding folding, LedgerListener listener, TimerSettings timing)
      implements ProcessorSupplier<byte[], byte[], byte[], Outgoing> {
    @Override
    public Processor<byte[], byte[], byte[], Outgoing> get() {
      return new LedgerNode(folding, listener, timing);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          store(LedgerNode.JOBS, Serdes.String(), BYTES),
          store(LedgerNode.TIMERS, BYTES, BYTES),
          store(LedgerNode.PHASES, Serdes.String(), Serdes.Long()));
    }
  }

  private record Watches(Watched watched) implements ProcessorSupplier<byte[], byte[], Void, Void> {
    @Override
    public Processor<byte[], byte[], Void, Void> get() {
      return new WatchNode(watched);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
      return Set.of(
          store(WatchNode.WATCHED, Serdes.String(), BYTES),
          store(WatchNode.FAILURES, Serdes.String(), BYTES));
    }
  }

  /**
   * Without the write buffer that Streams offers: it keeps many jobs' last states on the heap,
   * where collecting them costs more than the writes that it spares.
   */
  private static <K, V> StoreBuilder<?> store(String name, Serde<K> keys, Serde<V> values) {
    return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), keys, values)
        .withCachingDisabled();
  }
}
