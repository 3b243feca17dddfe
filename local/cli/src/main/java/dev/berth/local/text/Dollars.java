package dev.berth.local.text;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Sums of US dollars as tables show them. */
public final class Dollars {

  private static final int CENTS = 2;
  private static final int MILLIONTHS = 6;
  private static final double CENT = 0.01;

  private Dollars() {}

  /** To the cent; less than one to the millionth, since it is not nothing. */
  public static String of(double dollars) {
    BigDecimal sum = BigDecimal.valueOf(dollars);
    return Math.abs(dollars) >= CENT || dollars == 0
        ? sum.setScale(CENTS, RoundingMode.HALF_UP).toPlainString()
        : sum.setScale(MILLIONTHS, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }
}
