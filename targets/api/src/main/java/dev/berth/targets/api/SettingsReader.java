package dev.berth.targets.api;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads settings one by one; what is wrong is said with name and value. */
public final class SettingsReader {

  private final Target target;
  private final Map<String, String> settings;

  /**
   * Over that target's settings.
   *
   * @throws IllegalArgumentException if one is not known, naming it
   */
  public SettingsReader(Target target, Set<String> known) {
    this.target = target;
    this.settings = target.driver().settings();
    Set<String> unknown = new TreeSet<>(settings.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw wrong(unknown.iterator().next() + " is not known");
    }
  }

  /** What is thrown for a setting that is wrong; the problem begins with its name. */
  public IllegalArgumentException wrong(String problem) {
    return new IllegalArgumentException(
        "target '%s': driver.settings.%s".formatted(target.id(), problem));
  }

  /** What is thrown for a setting whose value is wrong. */
  public IllegalArgumentException wrong(String name, String said, String problem) {
    return wrong("%s '%s' %s".formatted(name, said, problem));
  }

  /** Text that is not blank, or null if nothing is said. */
  public @Nullable String textOrNull(String name) {
    String said = settings.get(name);
    if (said != null && said.isBlank()) {
      throw wrong(name + " is empty");
    }
    return said;
  }

  /** Text that is not blank. */
  public String text(String name, String otherwise) {
    String said = textOrNull(name);
    return said == null ? otherwise : said;
  }

  /** A DNS label (RFC 1123) of at most 63 characters. */
  public String label(String name, String otherwise) {
    String said = text(name, otherwise);
    if (!said.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")) {
      throw wrong(name, said, "is not a DNS label");
    }
    return said;
  }

  /** A number within those bounds, both allowed. */
  public double number(String name, double otherwise, double least, double most) {
    String said = textOrNull(name);
    if (said == null) {
      return otherwise;
    }
    double number;
    try {
      number = Double.parseDouble(said);
    } catch (NumberFormatException e) {
      throw wrong(name, said, "is not a number");
    }
    if (!(number >= least && number <= most)) {
      throw wrong(name, said, "is not within %s..%s".formatted(least, most));
    }
    return number;
  }

  /** A whole number from 1, or null if nothing is said. */
  public @Nullable Integer countOrNull(String name, int most) {
    String said = textOrNull(name);
    if (said == null) {
      return null;
    }
    double number = number(name, 1, 1, most);
    if (number != Math.rint(number)) {
      throw wrong(name, said, "is not a whole number");
    }
    return (int) number;
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean otherwise) {
    String said = text(name, Boolean.toString(otherwise));
    if (!said.equals("true") && !said.equals("false")) {
      throw wrong(name, said, "is neither true nor false");
    }
    return said.equals("true");
  }

  /** A time above 0. */
  public Duration duration(String name, Duration otherwise) {
    String said = textOrNull(name);
    if (said == null) {
      return otherwise;
    }
    try {
      Duration duration = Duration.parse(said);
      if (duration.isNegative() || duration.isZero()) {
        throw wrong(name, said, "is not above 0");
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw wrong(name, said, "is not an ISO 8601 duration");
    }
  }

  /** Texts that are separated by commas; none is empty. */
  public List<String> list(String name) {
    String said = textOrNull(name);
    return said == null
        ? List.of()
        : Stream.of(said.split(",")).map(String::strip).filter(one -> !one.isEmpty()).toList();
  }

  /** {@code key=value} pairs that are separated by commas, ordered by key. */
  public Map<String, String> pairs(String name) {
    Map<String, String> pairs = new TreeMap<>();
    for (String pair : list(name)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw wrong(name, pair, "is not key=value");
      }
      pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return Collections.unmodifiableMap(pairs);
  }
}
