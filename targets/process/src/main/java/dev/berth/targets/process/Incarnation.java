package dev.berth.targets.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process. A pid alone is used again; with its start time it is one process for ever (until the
 * machine starts again, when no process is left anyway).
 *
 * @param pid its pid
 * @param start when it started, in clock ticks since the machine did ({@code proc(5)}, field 22)
 */
record Incarnation(long pid, long start) {

  /** Fields of {@code /proc/PID/stat}, counted behind the name in parentheses, from 0. */
  private static final int STATE = 0;

  private static final int SESSION = 3;
  private static final int START = 19;

  /** As a leader wrote it; empty if it could not write it whole, for want of room on the disk. */
  static Optional<Incarnation> parse(String line) {
    String[] parts = line.split(" ");
    try {
      return parts.length == 2
          ? Optional.of(new Incarnation(Long.parseLong(parts[0]), Long.parseLong(parts[1])))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The process that has that pid now; empty if none has, or a zombie. */
  static Optional<Incarnation> of(long pid) {
    String[] stat = stat(pid);
    return living(stat)
        ? Optional.of(new Incarnation(pid, Long.parseLong(stat[START])))
        : Optional.empty();
  }

  /** The session of the process that has that pid now; 0 if none has. */
  static long sessionOf(long pid) {
    String[] stat = stat(pid);
    return living(stat) ? Long.parseLong(stat[SESSION]) : 0;
  }

  /** Whether that very process is there and not a zombie. */
  boolean lives() {
    return of(pid).equals(Optional.of(this));
  }

  /** Sends SIGTERM, or SIGKILL, to that very process. */
  void end(boolean forcibly) {
    if (lives()) {
      ProcessHandle.of(pid)
          .ifPresent(handle -> {
            if (forcibly) {
              handle.destroyForcibly();
            } else {
              handle.destroy();
            }
          });
    }
  }

  private static boolean living(String[] stat) {
    return stat.length > START && !stat[STATE].equals("Z") && !stat[STATE].equals("X");
  }

  /** None if there is no such process: the file is not there, or goes while it is read (ESRCH). */
  private static String[] stat(long pid) {
    try {
      // A process may call itself anything, so not UTF-8, and with spaces and parentheses.
      String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    } catch (IOException e) {
      return new String[0];
    }
  }

  @Override
  public String toString() {
    return pid + "@" + start;
  }
}
