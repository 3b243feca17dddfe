package dev.berth.advisor;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as people read them: no trailing zeros. */
final class Amount {

  private static final int DIGITS = 3;

  private Amount() {}

  static String of(double value) {
    return BigDecimal.valueOf(value)
        .setScale(DIGITS, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
