package dev.berth.provisioner.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Pools of processes, their fleet file, and what really runs in them. */
final class Pools {

  private final Path directory;

  Pools(Path directory) {
    this.directory = directory;
  }

  Path fleetFile() {
    return directory.resolve("fleet.yaml");
  }

  Path folder(String pool) {
    return directory.resolve("pools").resolve(pool);
  }

  /** Where tests and programs leave marks. */
  Path mark(String name) {
    return directory.resolve(name);
  }

  /** Writes the fleet file; makes no folder: a pool without one cannot be reached. */
  void write(List<String> pools, int attemptsEach) {
    StringBuilder yaml = new StringBuilder("targets:\n");
    for (String pool : pools) {
      yaml.append(
          """
            - id: %s
              model: virtual-machines
              driver: {kind: process, settings: {directory: %s, grace: PT2S}}
              runtimes: [command]
              nodes: [{name: slot, cpus: 100, memoryMiB: 102400, maximum: 1}]
              maximumAttempts: %d
          """
              .formatted(pool, folder(pool), attemptsEach));
    }
    try {
      Files.writeString(fleetFile(), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void make(String pool) {
    try {
      Files.createDirectories(folder(pool));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The processes that carry the attempt's name. */
  List<ProcessHandle> processesOf(String attempt) {
    return ProcessHandle.allProcesses()
        .filter(process -> environment(process.pid()).contains("BERTH_ATTEMPT=" + attempt + '\0'))
        .filter(process -> environment(process.pid()).contains(directory.toString()))
        .toList();
  }

  /** Ends whatever a test has left. */
  void clear() {
    ProcessHandle.allProcesses()
        .filter(process -> environment(process.pid()).contains("BERTH_POOL=" + directory))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static String environment(long pid) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
