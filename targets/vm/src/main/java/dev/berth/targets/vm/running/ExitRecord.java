package dev.berth.targets.vm.running;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the wrapper leaves in a worker's folder, in the file {@code exit}: {@code CODE SECONDS
 * ENDING .}, one line; the dot says that it was written whole.
 *
 * @param code as the shell reports it: above 128, the program was ended by signal {@code code -
 *     128}
 * @param endedAt when, to the second, by the machine's clock
 * @param ending how it came to its end
 */
public record ExitRecord(int code, Instant endedAt, Ending ending) {

  private static final int SIGNALLED = 128;

  /** How a program came to its end. */
  public enum Ending {
    /** By itself. */
    PROGRAM,
    /** The provider had said that it takes the machine, and the program was told. */
    PREEMPTED,
    /** With an error, and the machine's disk was full. */
    DISK,
    /** Not all of Ray's nodes were there in time; the program did not run. */
    UNREADY,
    /** Ray is not on the machine; the program did not run. */
    MISSING,
    /** Ray itself ended, perhaps under the program. */
    RAY
  }

  /** Reads it; empty if it was not written whole. */
  public static Optional<ExitRecord> parse(String line) {
    String[] parts = line.strip().split(" ");
    if (parts.length != 4 || !parts[3].equals(".")) {
      return Optional.empty();
    }
    Optional<Ending> ending =
        switch (parts[2]) {
          case "program" -> Optional.of(Ending.PROGRAM);
          case "preempted" -> Optional.of(Ending.PREEMPTED);
          case "disk" -> Optional.of(Ending.DISK);
          case "unready" -> Optional.of(Ending.UNREADY);
          case "missing" -> Optional.of(Ending.MISSING);
          case "ray" -> Optional.of(Ending.RAY);
          default -> Optional.empty();
        };
    try {
      int code = Integer.parseInt(parts[0]);
      Instant endedAt = Instant.ofEpochSecond(Long.parseLong(parts[1]));
      return ending.map(how -> new ExitRecord(code, endedAt, how));
    } catch (NumberFormatException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The signal that ended the program, if one did. */
  public OptionalInt signal() {
    return code > SIGNALLED ? OptionalInt.of(code - SIGNALLED) : OptionalInt.empty();
  }
}
