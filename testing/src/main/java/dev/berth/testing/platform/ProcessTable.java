package dev.berth.testing.platform;

import dev.berth.contracts.AttemptId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The processes of attempts, told by their environment; Linux' process table is asked.
 *
 * @param pools the folder that all the pools lie in
 */
public record ProcessTable(Path pools) {

  /**
   * One process of an attempt.
   *
   * @param attempt whose
   * @param process the process
   */
  public record Entry(AttemptId attempt, ProcessHandle process) {}

  /** Every process of an attempt in these pools that lives now. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path one : all) {
        entry(one).ifPresent(entries::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("/proc", e);
    }
    return entries;
  }

  /** The processes of one attempt. */
  public List<ProcessHandle> of(AttemptId attempt) {
    return entries().stream()
        .filter(entry -> entry.attempt().equals(attempt))
        .map(Entry::process)
        .toList();
  }

  /** Kills all of them with SIGKILL. */
  public void killAll() {
    entries().forEach(entry -> entry.process().destroyForcibly());
  }

  private Optional<Entry> entry(Path process) {
    List<String> environment;
    try {
      byte[] bytes = Files.readAllBytes(process.resolve("environ"));
      environment = Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\0"));
    } catch (IOException e) {
      // It has ended meanwhile, or is somebody else's.
      return Optional.empty();
    }
    boolean here =
        environment.stream().anyMatch(one -> one.startsWith("BERTH_POOL=" + pools + "/"));
    return environment.stream()
        .filter(one -> here && one.startsWith("BERTH_ATTEMPT="))
        .map(one -> AttemptId.parse(one.substring("BERTH_ATTEMPT=".length())))
        .findFirst()
        .flatMap(attempt ->
            ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                .filter(ProcessHandle::isAlive)
                .map(handle -> new Entry(attempt, handle)));
  }
}
