package dev.berth.advisor;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** Values as reasons write them: short, however long the lists and sentences behind them are. */
final class Text {

  /** How many characters a reason has at most. */
  static final int MAXIMUM_CHARACTERS = 200;

  private static final int MAXIMUM_LISTED = 8;
  private static final int DIGITS = 3;
  private static final int CENTS = 2;

  private Text() {}

  /** A number without trailing zeros. */
  static String amount(double value) {
    return BigDecimal.valueOf(value)
        .setScale(DIGITS, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /** US dollars with their cents. */
  static String dollars(double value) {
    return BigDecimal.valueOf(value).setScale(CENTS, RoundingMode.HALF_UP).toPlainString();
  }

  /** The first of a list, and how many more there are. */
  static String list(List<?> values) {
    int more = values.size() - MAXIMUM_LISTED;
    return values.stream()
        .limit(MAXIMUM_LISTED)
        .map(String::valueOf)
        .collect(Collectors.joining(", ", "[", more > 0 ? " and " + more + " more]" : "]"));
  }

  /** A sentence, cut where it is too long. */
  static String cut(String sentence) {
    if (sentence.length() <= MAXIMUM_CHARACTERS) {
      return sentence;
    }
    int end = MAXIMUM_CHARACTERS - 1;
    return sentence.substring(
            0, Character.isHighSurrogate(sentence.charAt(end - 1)) ? end - 1 : end)
        + "…";
  }
}
