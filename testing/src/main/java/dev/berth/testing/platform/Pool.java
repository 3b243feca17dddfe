package dev.berth.testing.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A pool of processes as a fleet file has it.
 *
 * @param name its target's id
 * @param room how many workers of a tenth of a core it holds
 */
public record Pool(String name, int room) {

  /** Writes a fleet file of these pools, whose folders are made, and returns its path. */
  static Path fleet(Path folder, List<Pool> pools) {
    try {
      for (Pool pool : pools) {
        Files.createDirectories(pool.folder(folder));
      }
      String entries =
          pools.stream().map(pool -> pool.entry(folder)).collect(Collectors.joining("\n"));
      return Files.writeString(folder.resolve("fleet.yaml"), "targets:\n" + entries);
    } catch (IOException e) {
      throw new UncheckedIOException(folder.toString(), e);
    }
  }

  private Path folder(Path folder) {
    return folder.resolve("pools").resolve(name);
  }

  private String entry(Path folder) {
    return """
      - id: %s
        model: virtual-machines
        driver:
          kind: process
          settings:
            directory: %s
            checkpoints: %s
            workdir: %s
            grace: PT1S
        runtimes: [command]
        nodes:
          - {name: slot, cpus: 0.1, memoryMiB: 64, maximum: %d}
        locations: [local]
        maximumAttempts: %d
    """
        .formatted(name, folder(folder), folder.resolve("checkpoints"), folder, room, room);
  }
}
