package dev.berth.targets.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps two submissions from taking the same room, among all processes of this machine. A process
 * that dies lets go of it.
 */
final class PoolLock {

  /** Far longer than anybody holds it; whoever does is stopped or stuck. */
  private static final Duration AT_MOST = Duration.ofSeconds(30);

  private static final long PAUSE_NANOS = Duration.ofMillis(2).toNanos();

  /** A file's lock is the whole process', so that drivers of one process need one more. */
  private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

  private final Path directory;

  PoolLock(Path directory) {
    this.directory = directory;
  }

  <T> T holding(Pool.Work<T> work) throws IOException {
    long end = System.nanoTime() + AT_MOST.toNanos();
    ReentrantLock here = HERE.computeIfAbsent(directory.toRealPath(), _ -> new ReentrantLock(true));
    boolean mine;
    try {
      mine = here.tryLock(AT_MOST.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for the pool's lock", e);
    }
    if (!mine) {
      throw new IOException("the pool's lock is held by somebody in this process");
    }
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = lock(channel, end)) {
      return work.done();
    } finally {
      here.unlock();
    }
  }

  /** Asked for again and again: to wait in the kernel would hold a virtual thread's carrier. */
  private static FileLock lock(FileChannel channel, long end) throws IOException {
    while (true) {
      FileLock lock = tryLock(channel);
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        throw new IOException("the pool's lock is held by another process");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
