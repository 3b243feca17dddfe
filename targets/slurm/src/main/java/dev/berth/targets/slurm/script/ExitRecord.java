package dev.berth.targets.slurm.script;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a batch script leaves in its attempt's folder, in the file {@code exit}: {@code CODE SECONDS
 * ENDING}, one line.
 *
 * @param code as the shell reports it: above 128, the program was ended by signal {@code code -
 *     128}
 * @param endedAt when, to the second, by the node's clock
 * @param ending how it came to its end
 */
public record ExitRecord(int code, Instant endedAt, Ending ending) {

  private static final int SIGNALLED = 128;

  /** Reads it; empty if it was not written whole. */
  public static Optional<ExitRecord> parse(String line) {
    String[] parts = line.strip().split(" ");
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      int code = Integer.parseInt(parts[0]);
      Instant endedAt = Instant.ofEpochSecond(Long.parseLong(parts[1]));
      return Ending.named(parts[2]).map(ending -> new ExitRecord(code, endedAt, ending));
    } catch (NumberFormatException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The signal that ended the program, if one did. */
  public OptionalInt signal() {
    return code > SIGNALLED ? OptionalInt.of(code - SIGNALLED) : OptionalInt.empty();
  }
}
