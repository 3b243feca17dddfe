package dev.berth.local.traces;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The beginning of a trace, as W3C Trace Context writes it.
 *
 * @param trace 32 hexadecimal digits
 * @param span 16 digits
 */
public record Traceparent(String trace, String span) {

  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  /** A trace that nobody else has. */
  public static Traceparent fresh(RandomGenerator random) {
    return new Traceparent(hex(random, TRACE_BYTES), hex(random, SPAN_BYTES));
  }

  private static String hex(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    do {
      random.nextBytes(bytes);
    } while (isZero(bytes));
    return HexFormat.of().formatHex(bytes);
  }

  /** The standard keeps it for "no trace". */
  private static boolean isZero(byte[] bytes) {
    for (byte one : bytes) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  /** The header's value, sampled. */
  @Override
  public String toString() {
    return "00-" + trace + "-" + span + "-01";
  }
}
