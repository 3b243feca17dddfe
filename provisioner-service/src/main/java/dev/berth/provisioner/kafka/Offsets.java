package dev.berth.provisioner.kafka;

import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which records of one partition have been taken and not finished. Taken in order by one thread,
 * finished in any order by any.
 */
final class Offsets {

  private final long end;
  private final ReentrantLock lock = new ReentrantLock();
  private final NavigableSet<Long> unfinished = new TreeSet<>();
  private long next = -1;
  private long committed = -1;

  /** Of a partition that may have been read to any place. */
  Offsets() {
    this(Long.MAX_VALUE);
  }

  /**
   * @param end the partition's end when this replica came to it: whoever had it before has read
   *     nothing from there on
   */
  Offsets(long end) {
    this.end = end;
  }

  /** Whether the record at that place was written after this replica came. */
  boolean isNew(long offset) {
    return offset >= end;
  }

  void take(long offset) {
    lock.lock();
    try {
      unfinished.add(offset);
      next = offset + 1;
    } finally {
      lock.unlock();
    }
  }

  void finish(long offset) {
    lock.lock();
    try {
      unfinished.remove(offset);
    } finally {
      lock.unlock();
    }
  }

  int unfinished() {
    lock.lock();
    try {
      return unfinished.size();
    } finally {
      lock.unlock();
    }
  }

  /** Where reading has to begin after a crash, if that is another place than last committed. */
  OptionalLong committable() {
    lock.lock();
    try {
      long from = unfinished.isEmpty() ? next : unfinished.first();
      return from > committed ? OptionalLong.of(from) : OptionalLong.empty();
    } finally {
      lock.unlock();
    }
  }

  void committed(long offset) {
    lock.lock();
    try {
      committed = Math.max(committed, offset);
    } finally {
      lock.unlock();
    }
  }
}
