package dev.berth.targets.process;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One attempt's folder.
 *
 * @param attempt whose
 * @param path named by the attempt's id
 */
record AttemptFolder(AttemptId attempt, Path path) {

  private static final String KEPT = "submission.json";
  private static final String CLOSED = "closed";

  boolean exists() {
    return Files.isDirectory(path);
  }

  /** Whether the attempt is being released, and must not start any more. */
  boolean closed() {
    return Files.exists(path.resolve(CLOSED));
  }

  /** Since when the attempt is being released; empty if it is not. */
  Optional<Instant> closedAt() throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(path.resolve(CLOSED)).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** From here on nothing of the attempt starts any more. */
  void close() throws IOException {
    try {
      Files.createFile(path.resolve(CLOSED));
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      // Somebody was quicker, to the same end; or has released it already.
    }
  }

  /**
   * What was submitted; empty if nothing was.
   *
   * @throws IOException if it cannot be read, or was not written whole
   */
  Optional<Kept> kept() throws IOException {
    try {
      return Optional.of(
          Json.mapper().readValue(Files.readAllBytes(path.resolve(KEPT)), Kept.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Written through to the disk: what is renamed into its place must be whole after a crash. */
  void keep(Kept kept) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            path.resolve(KEPT), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(Json.mapper().writeValueAsBytes(kept));
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    }
  }

  /** All that were submitted, by rank, whether or not they have a folder. */
  List<WorkerFolder> submitted() throws IOException {
    return IntStream.range(0, kept().map(Kept::workers).orElse(0)).mapToObj(this::worker).toList();
  }

  /** Those that have a folder, by rank, whatever else is damaged. */
  List<WorkerFolder> workers() throws IOException {
    List<WorkerFolder> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(path, "worker-[0-9]*")) {
      folders.forEach(folder -> found.add(new WorkerFolder(folder)));
    } catch (NoSuchFileException e) {
      return List.of();
    }
    found.sort((one, other) -> Integer.compare(one.rank(), other.rank()));
    return found;
  }

  WorkerFolder worker(int rank) {
    return new WorkerFolder(path.resolve("worker-" + rank));
  }
}
