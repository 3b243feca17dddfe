package dev.berth.monitor.streams;

import dev.berth.contracts.JobId;
import dev.berth.contracts.Topic;
import dev.berth.monitor.JobState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.query.StateQueryResult;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ledger's stores from outside the stream, and tells which replica has what is not here.
 */
public final class LedgerViews {

  private static final JsonBytes<JobState> STATES = new JsonBytes<>(JobState.class);

  private final StreamsRun run;
  private final String server;

  /**
   * Over a running stream.
   *
   * @param server how other replicas reach this one, as host:port
   */
  public LedgerViews(StreamsRun run, String server) {
    this.run = run;
    this.server = server;
  }

  /** A job's state, which is empty if no such job is known. */
  public Answer<Optional<JobState>> job(JobId job) {
    KafkaStreams streams = run.streams().orElse(null);
    if (streams == null) {
      return notRunning();
    }
    try {
      KeyQueryMetadata owner =
          streams.queryMetadataForKey(LedgerNode.JOBS, job.value(), Serdes.String().serializer());
      if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
        return new Answer.NotNow<>("the replicas are sharing their work out anew");
      }
      String there = written(owner.activeHost());
      return there.equals(server) ? here(streams, job) : new Answer.Elsewhere<>(there);
    } catch (StreamsException | IllegalStateException e) {
      return new Answer.NotNow<>(String.valueOf(e.getMessage()));
    }
  }

  private static Answer<Optional<JobState>> here(KafkaStreams streams, JobId job) {
    int partition = Topic.partitionOf(job);
    StateQueryResult<byte[]> result =
        streams.query(
            StateQueryRequest.inStore(LedgerNode.JOBS)
                .withQuery(KeyQuery.<String, byte[]>withKey(job.value()))
                .withPartitions(Set.of(partition))
                .requireActive());
    QueryResult<byte[]> found = result.getPartitionResults().get(partition);
    if (found == null || found.isFailure()) {
      return new Answer.NotNow<>(found == null ? "no answer" : found.getFailureMessage());
    }
    byte @Nullable [] stored = found.getResult();
    return new Answer.Here<>(Optional.ofNullable(stored).map(STATES::read));
  }

  /**
   * The jobs that this replica has, one walk for each of its partitions, each in the order of the
   * jobs' ids.
   *
   * @param after where to begin: past this id, or null for the beginning
   * @param walk takes one partition's jobs; it need not go to their end
   */
  public <T> Answer<List<T>> walk(@Nullable JobId after, Walk<T> walk) {
    KafkaStreams streams = run.streams().orElse(null);
    if (streams == null) {
      return notRunning();
    }
    try {
      RangeQuery<String, byte[]> query =
          after == null ? RangeQuery.withNoBounds() : RangeQuery.withLowerBound(after.value());
      StateQueryResult<KeyValueIterator<String, byte[]>> result =
          streams.query(
              StateQueryRequest.inStore(LedgerNode.JOBS).withQuery(query).requireActive());
      return walked(result.getPartitionResults().values(), after, walk);
    } catch (StreamsException | IllegalStateException e) {
      return new Answer.NotNow<>(String.valueOf(e.getMessage()));
    }
  }

  private static <T> Answer<List<T>> walked(
      Collection<QueryResult<KeyValueIterator<String, byte[]>>> partitions,
      @Nullable JobId after,
      Walk<T> walk) {
    try {
      List<T> walked = new ArrayList<>();
      for (QueryResult<KeyValueIterator<String, byte[]>> partition : partitions) {
        if (partition.isFailure()) {
          return new Answer.NotNow<>(partition.getFailureMessage());
        }
        walked.add(walk.through(new Jobs(partition.getResult(), after)));
      }
      return new Answer.Here<>(walked);
    } finally {
      partitions.stream()
          .filter(QueryResult::isSuccess)
          .forEach(partition -> partition.getResult().close());
    }
  }

  /** The other replicas that have jobs; not known unless every partition is somewhere. */
  public Answer<Set<String>> others() {
    KafkaStreams streams = run.streams().orElse(null);
    if (streams == null) {
      return notRunning();
    }
    Set<String> servers = new TreeSet<>();
    Set<Integer> partitions = new HashSet<>();
    for (StreamsMetadata replica : streams.streamsMetadataForStore(LedgerNode.JOBS)) {
      replica.topicPartitions().stream()
          .filter(partition -> partition.topic().equals(Topic.HEALTH.wireName()))
          .forEach(partition -> partitions.add(partition.partition()));
      servers.add(written(replica.hostInfo()));
    }
    if (partitions.size() < Topic.JOB_PARTITIONS) {
      return new Answer.NotNow<>("the replicas are sharing their work out anew");
    }
    servers.remove(server);
    return new Answer.Here<>(servers);
  }

  private static String written(HostInfo host) {
    return host.host() + ":" + host.port();
  }

  private static <T> Answer<T> notRunning() {
    return new Answer.NotNow<>("the ledger is not read yet");
  }

  /**
   * Takes a partition's jobs.
   *
   * @param <T> what it makes of them
   */
  @FunctionalInterface
  public interface Walk<T> {
    /** Takes jobs until it has enough. */
    T through(java.util.Iterator<JobState> jobs);
  }

  /** Stored jobs, read one by one, without the one that the walk begins after. */
  private static final class Jobs implements java.util.Iterator<JobState> {

    private final KeyValueIterator<String, byte[]> stored;

    Jobs(KeyValueIterator<String, byte[]> stored, @Nullable JobId after) {
      this.stored = stored;
      if (after != null && stored.hasNext() && stored.peekNextKey().equals(after.value())) {
        stored.next();
      }
    }

    @Override
    public boolean hasNext() {
      return stored.hasNext();
    }

    @Override
    public JobState next() {
      KeyValue<String, byte[]> one = stored.next();
      return STATES.read(one.value);
    }
  }
}
