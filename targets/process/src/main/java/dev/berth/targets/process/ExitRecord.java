package dev.berth.targets.process;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * What a worker's leader wrote at its program's end.
 *
 * @param code as the shell reports it: above 128, the program was ended by signal {@code code -
 *     128}
 * @param endedAt when, to the second
 */
record ExitRecord(int code, Instant endedAt) {

  private static final int SIGNALLED = 128;

  static ExitRecord parse(String line) {
    int space = line.indexOf(' ');
    return new ExitRecord(
        Integer.parseInt(line.substring(0, space)),
        Instant.ofEpochSecond(Long.parseLong(line.substring(space + 1).strip())));
  }

  /** The signal that ended the program, if one did. */
  OptionalInt signal() {
    return code > SIGNALLED ? OptionalInt.of(code - SIGNALLED) : OptionalInt.empty();
  }
}
