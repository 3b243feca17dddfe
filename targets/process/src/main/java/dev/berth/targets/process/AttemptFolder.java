package dev.berth.targets.process;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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
  private static final String TOMBSTONE = "released";

  /** What was submitted; empty if nothing was, or the folder holds a tombstone only. */
  Optional<Kept> kept() throws IOException {
    try {
      return Optional.of(
          Json.mapper().readValue(Files.readAllBytes(path.resolve(KEPT)), Kept.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  void keep(Kept kept) throws IOException {
    Files.write(path.resolve(KEPT), Json.mapper().writeValueAsBytes(kept));
  }

  List<WorkerFolder> workers() throws IOException {
    int count = kept().map(Kept::workers).orElse(0);
    return IntStream.range(0, count).mapToObj(this::worker).toList();
  }

  WorkerFolder worker(int rank) {
    return new WorkerFolder(path.resolve("worker-" + rank));
  }

  /** Whether the attempt must not start any more. */
  boolean closed() {
    return Files.exists(path.resolve("closed"));
  }

  /** From here on nothing of the attempt starts any more. */
  void close() throws IOException {
    Files.createDirectories(path);
    create("closed");
  }

  boolean released() {
    return Files.exists(path.resolve(TOMBSTONE));
  }

  void release() throws IOException {
    create(TOMBSTONE);
  }

  private void create(String name) throws IOException {
    try {
      Files.createFile(path.resolve(name));
    } catch (FileAlreadyExistsException e) {
      // Somebody was quicker, to the same end.
    }
  }
}
