package dev.berth.monitor.watch;

import dev.berth.contracts.TargetId;
import dev.berth.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.utils.Utils;

/**
 * The targets that are this replica's share, by partition of their ids, and what should be on them.
 * A partition appears here only once its store is complete.
 */
public final class Watched {

  /** Among how many partitions the targets are shared out. */
  public static final int PARTITIONS = Topic.JOB_PARTITIONS;

  private final Map<Integer, TargetShare> shares = new ConcurrentHashMap<>();
  private volatile Runnable changed = () -> {};

  /**
   * Tells from now on when the share is another.
   *
   * @param listener hears that a partition has come or gone; it must return at once
   */
  public void onChange(Runnable listener) {
    changed = listener;
  }

  /** A partition is here, with what should be on its targets. */
  public void opened(int partition, TargetShare share) {
    shares.put(partition, share);
    changed.run();
  }

  /** A partition is here no longer; one that has come again since stays. */
  public void closed(int partition, TargetShare share) {
    shares.remove(partition, share);
    changed.run();
  }

  /** The share that a target belongs to, if it is here. */
  public Optional<TargetShare> of(TargetId target) {
    return Optional.ofNullable(shares.get(partitionOf(target)));
  }

  /** Every target here on which something should be, in the order of their ids. */
  public Set<TargetId> targets() {
    Set<TargetId> all = new TreeSet<>();
    shares.values().forEach(share -> share.targets().forEach(all::add));
    return all;
  }

  /** The partitions that are here, in their order. */
  public Set<Integer> partitions() {
    return new TreeSet<>(shares.keySet());
  }

  /** How many attempts should be on the targets here, of those whose end is known, or is not. */
  public long count(boolean ended) {
    return shares.values().stream().mapToLong(share -> share.count(ended)).sum();
  }

  /** The partition of a target. */
  public static int partitionOf(TargetId target) {
    byte[] key = target.value().getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % PARTITIONS;
  }
}
