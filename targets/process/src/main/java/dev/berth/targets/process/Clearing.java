package dev.berth.targets.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Clears away what is over: the files of released attempts after their retention, and their names
 * after a time in which no late submission can come any more.
 */
final class Clearing {

  /** Decisions are kept for 90 days; whoever reads them all again must find the names. */
  private static final Duration NAMES = Duration.ofDays(100);

  private static final Duration INTERVAL = Duration.ofHours(1);
  private static final int AT_ONCE = 1_000;

  private final Pool pool;
  private final Duration retention;
  private final Clock clock;
  private Instant next = Instant.EPOCH;

  Clearing(Pool pool, Duration retention, Clock clock) {
    this.pool = pool;
    this.retention = retention;
    this.clock = clock;
  }

  /** Clears if it is time to; a bounded part of it each time. */
  void ifDue() throws IOException {
    Instant now = clock.instant();
    synchronized (this) {
      if (now.isBefore(next)) {
        return;
      }
      next = now.plus(INTERVAL);
    }
    int cleared = 0;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(pool.releasedAttempts())) {
      for (Path folder : folders) {
        if (cleared < AT_ONCE && Pool.named(folder).isPresent()) {
          cleared += clear(folder, now) ? 1 : 0;
        }
      }
    }
  }

  private boolean clear(Path folder, Instant now) throws IOException {
    FileTime released = Files.getLastModifiedTime(folder);
    if (released.toInstant().isBefore(now.minus(NAMES))) {
      contentOf(folder);
      Files.deleteIfExists(folder);
      return true;
    }
    if (!released.toInstant().isBefore(now.minus(retention)) || isEmpty(folder)) {
      return false;
    }
    contentOf(folder);
    Files.setLastModifiedTime(folder, released);
    return true;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      return !content.iterator().hasNext();
    }
  }

  /** Deletes what is in a folder; links are deleted, not followed. */
  static void contentOf(Path folder) throws IOException {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
      for (Path path : content) {
        delete(path);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      // Nothing is there.
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      for (Path one : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }
}
