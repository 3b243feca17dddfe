package dev.berth.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where a process' mark is kept.
 *
 * @param path the file
 */
public record PidFile(Path path) {

  /** Keeps a mark, in one step. */
  public void write(ProcessMark mark) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Path fresh = path.resolveSibling(path.getFileName() + ".new");
      Files.writeString(fresh, mark + "\n");
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  /** The mark that is kept; empty if there is none, or the file holds something else. */
  public Optional<ProcessMark> read() {
    try {
      return Optional.of(ProcessMark.parse(Files.readString(path)));
    } catch (NoSuchFileException | IllegalArgumentException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }

  /** The process whose mark is kept, if it lives; a stale file is as good as none. */
  public Optional<ProcessHandle> process() {
    return read().flatMap(ProcessMark::process);
  }

  /** Forgets the mark. */
  public void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(path.toString(), e);
    }
  }
}
