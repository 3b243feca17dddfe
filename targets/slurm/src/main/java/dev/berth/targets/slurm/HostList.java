package dev.berth.targets.slurm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of nodes in Slurm's notation, such as {@code nid[000001-000004,000010],gpu1}. */
final class HostList {

  /** More nodes than any machine has. */
  private static final int MOST = 100_000;

  private static final Pattern BRACKETS = Pattern.compile("([^\\[]*)\\[([^\\]]*)\\](.*)");
  private static final Pattern RANGE = Pattern.compile("(\\d+)-(\\d+)");

  private HostList() {}

  /** The names, in order. */
  static Set<String> names(String written) {
    Set<String> names = new LinkedHashSet<>();
    for (String part : parts(written)) {
      names.addAll(expanded(part));
    }
    return names;
  }

  /** Split at the commas outside of brackets. */
  private static List<String> parts(String written) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int depth = 0;
    for (char c : written.strip().toCharArray()) {
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    parts.removeIf(String::isBlank);
    return parts;
  }

  private static List<String> expanded(String part) {
    Matcher found = BRACKETS.matcher(part);
    if (!found.matches()) {
      return List.of(part);
    }
    List<String> names = new ArrayList<>();
    for (String rest : expanded(found.group(3))) {
      for (String range : found.group(2).split(",")) {
        for (String number : numbers(range)) {
          names.add(found.group(1) + number + rest);
        }
      }
    }
    return names;
  }

  /** Numbers keep the zeros before them. */
  private static List<String> numbers(String range) {
    Matcher found = RANGE.matcher(range);
    if (!found.matches()) {
      return List.of(range);
    }
    int width = found.group(1).length();
    long from = Long.parseLong(found.group(1));
    long to = Math.min(Long.parseLong(found.group(2)), from + MOST);
    List<String> numbers = new ArrayList<>();
    for (long number = from; number <= to; number++) {
      numbers.add(("%0" + width + "d").formatted(number));
    }
    return numbers;
  }
}
