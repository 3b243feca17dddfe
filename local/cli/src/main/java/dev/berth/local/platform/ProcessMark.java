package dev.berth.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What tells one process from every other: a pid alone is used again.
 *
 * @param pid its pid
 * @param startedAt when it started, as the system tells
 */
public record ProcessMark(long pid, Instant startedAt) {

  /**
   * Start times are reckoned from the machine's start, which moves a little when the clock is set.
   */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** The mark of a process that is there. */
  public static Optional<ProcessMark> of(ProcessHandle process) {
    return process.info().startInstant().map(start -> new ProcessMark(process.pid(), start));
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static ProcessMark parse(String text) {
    String[] parts = text.strip().split(" ");
    if (parts.length != 2) {
      throw new IllegalArgumentException("'%s' is not a pid and a time".formatted(text.strip()));
    }
    return new ProcessMark(
        Long.parseLong(parts[0]), Instant.ofEpochMilli(Long.parseLong(parts[1])));
  }

  /** That very process, if it is there and has not ended. */
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(this::isIt)
        .filter(ProcessHandle::isAlive)
        .filter(p -> !isZombie());
  }

  /** Whether that very process is there and has not ended. */
  public boolean lives() {
    return process().isPresent();
  }

  private boolean isIt(ProcessHandle process) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, startedAt).abs().compareTo(TOLERANCE) < 0)
        .orElse(false);
  }

  /** In a container whose first process does not reap, what has ended stays listed. */
  private boolean isZombie() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return pid + " " + startedAt.toEpochMilli();
  }
}
