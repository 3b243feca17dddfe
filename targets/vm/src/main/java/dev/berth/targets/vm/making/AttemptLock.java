package dev.berth.targets.vm.making;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One at a time works on an attempt, among all programs that share the folder; a dead one lets go.
 * The file goes with the lock, so that ended attempts leave none.
 */
final class AttemptLock implements AutoCloseable {

  private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private AttemptLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes it.
   *
   * @throws TargetTroubleException if somebody has it: ask again
   */
  static AttemptLock of(Path folder, AttemptId attempt) throws TargetTroubleException, IOException {
    Path file = folder.resolve(attempt.toString());
    if (!HERE.add(file)) {
      throw busy(attempt);
    }
    try {
      Kept.folder(folder);
      while (true) {
        FileChannel channel =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
          channel.close();
          throw busy(attempt);
        }
        if (isStillThere(file, channel)) {
          return new AttemptLock(file, channel);
        }
        channel.close();
      }
    } catch (IOException | TargetTroubleException | RuntimeException e) {
      HERE.remove(file);
      throw e;
    }
  }

  private static TargetTroubleException busy(AttemptId attempt) {
    return new TargetTroubleException("machines of " + attempt + " are being worked on elsewhere");
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /**
   * Whoever had it before may have removed the file in between: then another can lock a new one.
   */
  private static boolean isStillThere(Path file, FileChannel channel) throws IOException {
    try {
      channel.truncate(0);
      channel.write(java.nio.ByteBuffer.wrap(new byte[] {1}));
      boolean same = Files.size(file) == 1;
      channel.truncate(0);
      return same && Files.size(file) == 0;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(file);
    } finally {
      HERE.remove(file);
    }
  }
}
