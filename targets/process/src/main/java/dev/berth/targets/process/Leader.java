package dev.berth.targets.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The process that leads a worker's session. A pid alone is used again; with its start time it is
 * one process for ever (until the machine starts again, when no process is left anyway).
 *
 * @param pid its pid, which is also its process group's and session's
 * @param start when it started, in clock ticks since the machine did ({@code proc(5)}, field 22)
 */
record Leader(long pid, long start) {

  /** Field 22 of {@code /proc/PID/stat}, counted behind the name in parentheses. */
  private static final int START_FIELD = 19;

  private static final int STATE_FIELD = 0;

  static Leader parse(String line) {
    int space = line.indexOf(' ');
    return new Leader(
        Long.parseLong(line.substring(0, space)),
        Long.parseLong(line.substring(space + 1).strip()));
  }

  /** Whether that very process is there and not a zombie. */
  boolean lives() throws IOException {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
      return Long.parseLong(fields.get(START_FIELD)) == start
          && !fields.get(STATE_FIELD).equals("Z");
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      // ESRCH while reading: it went in this very moment.
      if (String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("no such process")) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public String toString() {
    return pid + "@" + start;
  }
}
