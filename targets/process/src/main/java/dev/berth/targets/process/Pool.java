package dev.berth.targets.process;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A pool's folder: its attempts, and the lock that two submissions do not take the same room. */
final class Pool {

  /** A file's lock is the whole process', so that drivers of one process need one more. */
  private static final Map<Path, ReentrantLock> HERE = new ConcurrentHashMap<>();

  private final PoolSettings settings;
  private final ReentrantLock here;

  Pool(PoolSettings settings) {
    this.settings = settings;
    this.here = HERE.computeIfAbsent(settings.directory(), _ -> new ReentrantLock());
  }

  /** Something done to files. */
  @FunctionalInterface
  interface Work<T> {
    T done() throws IOException;
  }

  /** Does it alone among all processes of this machine. */
  <T> T alone(Work<T> work) throws TargetTroubleException {
    here.lock();
    try {
      return reachable(() -> {
        try (FileChannel channel =
                FileChannel.open(
                    settings.directory().resolve("lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            var _ = channel.lock()) {
          return work.done();
        }
      });
    } finally {
      here.unlock();
    }
  }

  /** Does it if the pool's folder is there. */
  <T> T reachable(Work<T> work) throws TargetTroubleException {
    if (!Files.isDirectory(settings.directory())) {
      throw new TargetTroubleException(
          "the pool's folder " + settings.directory() + " is not there");
    }
    try {
      Files.createDirectories(settings.directory().resolve("attempts"));
      return work.done();
    } catch (IOException e) {
      throw new TargetTroubleException("the pool's folder cannot be used: " + e, e);
    }
  }

  AttemptFolder folder(AttemptId attempt) {
    return new AttemptFolder(attempt, attempts().resolve(attempt.toString()));
  }

  /** Every attempt that has not been released. */
  List<AttemptFolder> unreleased() throws IOException {
    try (Stream<Path> folders = Files.list(attempts())) {
      return folders
          .sorted()
          .map(path -> folder(AttemptId.parse(path.getFileName().toString())))
          .filter(folder -> !folder.released())
          .toList();
    }
  }

  /**
   * Puts a folder that was made ready elsewhere into its place, in one step.
   *
   * @return whether it is that folder that stands there now
   */
  boolean place(Path ready, AttemptFolder folder) throws IOException {
    try {
      Files.move(ready, folder.path(), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (DirectoryNotEmptyException | FileAlreadyExistsException e) {
      return false;
    } catch (AtomicMoveNotSupportedException e) {
      throw new IOException("the pool's file system cannot rename atomically", e);
    }
  }

  Path staging() throws IOException {
    Path staging = settings.directory().resolve("staging");
    Files.createDirectories(staging);
    return Files.createTempDirectory(staging, "attempt-");
  }

  private Path attempts() {
    return settings.directory().resolve("attempts");
  }
}
