package dev.berth.targets.process;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pool's folder. {@code attempts} holds what is not released, {@code released} what is: an
 * attempt is released by one rename, and never looked at again but by its name.
 */
final class Pool {

  private final PoolSettings settings;
  private final PoolLock lock;
  private volatile boolean seen;

  Pool(PoolSettings settings) {
    this.settings = settings;
    this.lock = new PoolLock(settings.directory());
  }

  /** Something done to files. */
  @FunctionalInterface
  interface Work<T> {
    T done() throws IOException;
  }

  /** Does it alone among all processes of this machine. */
  <T> T alone(Work<T> work) throws TargetTroubleException {
    return reachable(() -> lock.holding(work));
  }

  /** Does it if the pool's folder is there. */
  <T> T reachable(Work<T> work) throws TargetTroubleException {
    if (!Files.isDirectory(settings.directory())) {
      throw new TargetTroubleException(
          "the pool's folder " + settings.directory() + " is not there");
    }
    if (seen && !Files.isDirectory(attempts())) {
      throw new TargetTroubleException(
          "the attempts of the pool " + settings.directory() + " are not there any more");
    }
    try {
      if (!seen) {
        Files.createDirectories(attempts());
        Files.createDirectories(releasedAttempts());
        seen = true;
      }
      return work.done();
    } catch (IOException e) {
      throw new TargetTroubleException("the pool's folder cannot be used: " + e, e);
    }
  }

  AttemptFolder folder(AttemptId attempt) {
    return new AttemptFolder(attempt, attempts().resolve(attempt.toString()));
  }

  AttemptFolder releasedFolder(AttemptId attempt) {
    return new AttemptFolder(attempt, releasedAttempts().resolve(attempt.toString()));
  }

  boolean released(AttemptId attempt) {
    return releasedFolder(attempt).exists();
  }

  /** Puts an attempt's folder, or if it has none an empty one, to the released ones. */
  void release(AttemptId attempt) throws IOException {
    try {
      Files.move(
          folder(attempt).path(), releasedFolder(attempt).path(), StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      // It was never here, or somebody was quicker to the same end.
      Files.createDirectories(releasedFolder(attempt).path());
    }
  }

  /** Every attempt that has not been released; what people have put beside them is not ours. */
  List<AttemptFolder> unreleased() throws IOException {
    List<AttemptFolder> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(attempts())) {
      for (Path path : folders) {
        named(path).ifPresent(attempt -> found.add(new AttemptFolder(attempt, path)));
      }
    }
    found.sort((one, other) -> one.attempt().compareTo(other.attempt()));
    return found;
  }

  static Optional<AttemptId> named(Path path) {
    try {
      return Optional.of(AttemptId.parse(path.getFileName().toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
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

  /** An empty folder to make an attempt ready in. Only with the lock: it clears away all others. */
  Path staging() throws IOException {
    Path staging = settings.directory().resolve("staging");
    Clearing.contentOf(staging);
    Files.createDirectories(staging);
    return Files.createTempDirectory(staging, "attempt-");
  }

  Path releasedAttempts() {
    return settings.directory().resolve("released");
  }

  private Path attempts() {
    return settings.directory().resolve("attempts");
  }
}
