package dev.berth.targets.process;

import java.time.Instant;
import java.util.Optional;
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

  /** Empty if the leader could not write it whole. */
  static Optional<ExitRecord> parse(String line) {
    String[] parts = line.split(" ");
    try {
      return parts.length == 2
          ? Optional.of(
              new ExitRecord(
                  Integer.parseInt(parts[0]), Instant.ofEpochSecond(Long.parseLong(parts[1]))))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The signal that ended the program, if one did. */
  OptionalInt signal() {
    return code > SIGNALLED ? OptionalInt.of(code - SIGNALLED) : OptionalInt.empty();
  }
}
