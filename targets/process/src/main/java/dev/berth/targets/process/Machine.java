package dev.berth.targets.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * This machine as the kernel describes it.
 *
 * @param processors how many a program can use
 * @param memoryMiB all of it, or what this program's control group leaves of it
 * @param processLimit how many processes the user may have, {@link Long#MAX_VALUE} for any number
 * @param taskLimit how many this program's control group may have, the same for any number
 */
record Machine(int processors, long memoryMiB, long processLimit, long taskLimit) {

  private static final long NO_LIMIT = Long.MAX_VALUE;
  private static final String MAX_PROCESSES = "Max processes";
  private static final String MEMORY = "MemTotal:";
  private static final int KIB_A_MIB = 1024;
  private static final long MIB = 1 << 20;

  /** The one that this program runs on; what cannot be read counts as no limit. */
  static Machine here() {
    long memory =
        lines("/proc/meminfo").stream()
            .filter(line -> line.startsWith(MEMORY))
            .map(line -> number(line.substring(MEMORY.length()).replace("kB", "")) / KIB_A_MIB)
            .findFirst()
            .orElse(NO_LIMIT);
    long processes =
        lines("/proc/self/limits").stream()
            .filter(line -> line.startsWith(MAX_PROCESSES))
            .map(line -> number(line.substring(MAX_PROCESSES.length()).strip().split(" +")[0]))
            .findFirst()
            .orElse(NO_LIMIT);
    long group = first("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes");
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        Math.min(memory, group == NO_LIMIT ? NO_LIMIT : group / MIB),
        processes,
        first("/sys/fs/cgroup/pids.max", "/sys/fs/cgroup/pids/pids.max"));
  }

  /** Control groups of version 2, or 1. */
  private static long first(String... files) {
    return Stream.of(files)
        .flatMap(file -> lines(file).stream().limit(1))
        .map(Machine::number)
        .findFirst()
        .orElse(NO_LIMIT);
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file));
    } catch (IOException e) {
      return List.of();
    }
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      // Such as "max" and "unlimited".
      return NO_LIMIT;
    }
  }
}
