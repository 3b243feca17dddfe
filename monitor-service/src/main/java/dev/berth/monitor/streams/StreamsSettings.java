package dev.berth.monitor.streams;

import dev.berth.contracts.Brokers;
import dev.berth.contracts.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * How the stream runs.
 *
 * @param brokers where the brokers are and how to get in
 * @param application the group that replicas share; it also names the topics that hold the stores
 * @param instance tells this replica from the others; the same after a restart, so that it takes
 *     its partitions again at once
 * @param server where other replicas reach this one by HTTP, as host:port
 * @param stateDirectory the stores' files; a replica that loses it reads them again from Kafka
 * @param threads how many threads share the partitions
 * @param commitInterval the longest between two transactions; one that others wait for ends sooner,
 *     see {@link TimerSettings#commitSpacing}
 * @param pollInterval how long a thread waits for records before it looks at timers and commits
 * @param recordsPerPoll how many records one poll brings at most
 * @param recordsPerPartition how many records of a partition wait to be folded before no more are
 *     fetched
 * @param storeBytes how much memory the stores themselves take together
 * @param sessionTimeout when the group gives up a replica that says nothing
 * @param transactionTimeout when the brokers give up a transaction that nobody ends
 * @param pause how long the stream rests after trouble, and between looks for missing topics
 * @param lookTimeout how long the brokers may take to say which topics they have
 * @param closeTimeout how long closing may take
 * @param threadsReplacedPerMinute how many failed threads are replaced before the stream as a whole
 *     is started again after a pause
 * @param repairs how many times in a row it is started without coming to run before it is beyond
 *     repair
 */
public record StreamsSettings(
    Brokers brokers,
    String application,
    String instance,
    String server,
    Path stateDirectory,
    int threads,
    Duration commitInterval,
    Duration pollInterval,
    int recordsPerPoll,
    int recordsPerPartition,
    long storeBytes,
    Duration sessionTimeout,
    Duration transactionTimeout,
    Duration pause,
    Duration lookTimeout,
    Duration closeTimeout,
    int threadsReplacedPerMinute,
    int repairs) {

  /** A member hears by a heartbeat's answer that another one comes or goes. */
  private static final int HEARTBEATS_PER_SESSION = 30;

  /**
   * How long a broker keeps a request for a store's records that has nothing for it. Stores come to
   * be restored one after the other, and each waits for the request that is there already.
   */
  private static final int RESTORE_WAIT_MILLIS = 20;

  /** A client that gives up in time: left alone, it would try for a minute. */
  Map<String, Object> looking() {
    return brokers.with(
        Map.of(
            "client.id",
            instance + "-topics",
            "request.timeout.ms",
            millis(lookTimeout),
            "default.api.timeout.ms",
            millis(lookTimeout)));
  }

  Properties properties() {
    Properties all = new Properties();
    all.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    all.putAll(brokers.settings());
    all.put(StreamsConfig.CLIENT_ID_CONFIG, instance);
    all.put(StreamsConfig.APPLICATION_SERVER_CONFIG, server);
    all.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
    all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
    all.put(StreamsConfig.POLL_MS_CONFIG, pollInterval.toMillis());
    all.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, recordsPerPartition);
    all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    all.put(BoundedRocksDb.MEMORY_BYTES, Long.toString(storeBytes));
    // The ledger comes to the same state whichever topic is read first: waiting for one that has
    // nothing would only cost time.
    all.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, -1L);
    failures(all);
    clients(all);
    return all;
  }

  /**
   * What happens when something fails. Bytes are read, so that reading cannot fail; what a record
   * makes the ledger fail over goes to the dead letters in {@link LedgerNode}; everything else ends
   * the thread, whose transaction is given up, and another one begins from what was committed.
   */
  private static void failures(Properties all) {
    all.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailExceptionHandler.class);
    all.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    all.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DefaultProductionExceptionHandler.class);
  }

  private void clients(Properties all) {
    consumer(all, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer(all, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, recordsPerPoll);
    consumer(all, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
    consumer(all, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(sessionTimeout));
    consumer(
        all,
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        millis(sessionTimeout.dividedBy(HEARTBEATS_PER_SESSION)));
    all.put(
        StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        RESTORE_WAIT_MILLIS);
    // Nothing is seen before its transaction ends, and that sends what lingers.
    producer(all, ProducerConfig.LINGER_MS_CONFIG, millis(commitInterval));
    producer(all, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAXIMUM_MESSAGE_BYTES);
    producer(all, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(transactionTimeout));
    producer(all, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(transactionTimeout));
    producer(
        all, ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(transactionTimeout.dividedBy(2)));
    all.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
  }

  private static void consumer(Properties all, String name, Object value) {
    all.put(StreamsConfig.mainConsumerPrefix(name), value);
  }

  private static void producer(Properties all, String name, Object value) {
    all.put(StreamsConfig.producerPrefix(name), value);
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
