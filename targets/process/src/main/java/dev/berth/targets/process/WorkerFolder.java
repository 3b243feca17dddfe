package dev.berth.targets.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * One worker's folder.
 *
 * @param path {@code worker-RANK} in the attempt's folder
 */
record WorkerFolder(Path path) {

  private static final int LONGEST_TAIL = 4_096;

  Optional<Incarnation> leader() throws IOException {
    return line("leader").flatMap(Incarnation::parse);
  }

  Optional<ExitRecord> exit() throws IOException {
    return line("exit").flatMap(ExitRecord::parse);
  }

  int rank() {
    String name = path.getFileName().toString();
    return Integer.parseInt(name.substring(name.indexOf('-') + 1));
  }

  Path log() {
    return path.resolve("log");
  }

  boolean claimed() {
    return Files.exists(path.resolve("claim"));
  }

  boolean claimedBefore(Instant moment) throws IOException {
    return claimed()
        && Files.getLastModifiedTime(path.resolve("claim")).toInstant().isBefore(moment);
  }

  /**
   * Takes the right to start from whoever has not taken it yet.
   *
   * @return whether nothing can start here any more, because nothing had
   */
  boolean claim() throws IOException {
    try {
      Files.createDirectory(path.resolve("claim"));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** The last of what the program printed. */
  String logTail() throws IOException {
    try (var file = Files.newByteChannel(log())) {
      file.position(Math.max(0, file.size() - LONGEST_TAIL));
      byte[] bytes = new byte[LONGEST_TAIL];
      int length = Math.max(0, file.read(java.nio.ByteBuffer.wrap(bytes)));
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      return "";
    }
  }

  private Optional<String> line(String name) throws IOException {
    try {
      return Optional.of(Files.readString(path.resolve(name)).strip());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
