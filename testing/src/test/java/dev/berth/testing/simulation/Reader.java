package dev.berth.testing.simulation;

import dev.berth.contracts.Decoded;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** A consumer of one topic: where it is in each partition, and where it begins after a crash. */
final class Reader {

  private final Log log;
  private final int[] next;
  private final int[] committed;
  private final int[] end;

  /**
   * A record as it was read.
   *
   * @param partition where it stood
   * @param offset at which place
   * @param decoded what it is
   */
  record Read(int partition, int offset, Decoded decoded) {}

  Reader(Log log) {
    this.log = log;
    this.next = new int[log.partitions()];
    this.committed = new int[log.partitions()];
    this.end = new int[log.partitions()];
  }

  Log log() {
    return log;
  }

  boolean hasNext() {
    return unread() > 0;
  }

  int unread() {
    int unread = 0;
    for (int partition = 0; partition < next.length; partition++) {
      unread += log.end(partition) - next[partition];
    }
    return unread;
  }

  /** The next record of some partition that has one. */
  Read next(RandomGenerator random) {
    int[] waiting = new int[next.length];
    int count = 0;
    for (int partition = 0; partition < next.length; partition++) {
      if (next[partition] < log.end(partition)) {
        waiting[count++] = partition;
      }
    }
    int partition = waiting[random.nextInt(count)];
    int offset = next[partition]++;
    return new Read(partition, offset, log.at(partition, offset));
  }

  int position(int partition) {
    return next[partition];
  }

  int committed(int partition) {
    return committed[partition];
  }

  void commit(int partition, int position) {
    committed[partition] = position;
  }

  void commit() {
    System.arraycopy(next, 0, committed, 0, next.length);
  }

  boolean isCommitted() {
    return Arrays.equals(next, committed);
  }

  /** Another consumer has the partition now. */
  void rewind(int partition) {
    next[partition] = committed[partition];
    end[partition] = log.end(partition);
  }

  /** Whether it was written after this consumer came to the partition. */
  boolean isNew(Read read) {
    return read.offset() >= end[read.partition()];
  }

  /** Goes back to some place that it was at before, as when a group moves its offsets. */
  void readAgain(RandomGenerator random) {
    for (int partition = 0; partition < next.length; partition++) {
      next[partition] = random.nextInt(next[partition] + 1);
    }
  }

  void rewind() {
    System.arraycopy(committed, 0, next, 0, next.length);
  }
}
