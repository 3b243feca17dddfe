package dev.berth.targets.vm.power;

import dev.berth.targets.api.SettingsReader;
import dev.berth.targets.vm.machines.Machine;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked about the power of hosts that are silent, from the target's settings.
 *
 * @param words {@code power-status}: a program and its arguments, in which {@code {name}} and
 *     {@code {address}} stand for the host's
 * @param off {@code power-status-off}: what all that it prints must match, blanks around it left
 *     out, where the host is off
 * @param least {@code power-status-for}: how long it must say so without a break
 */
public record PowerStatus(List<String> words, Pattern off, Duration least) {

  /** The settings that are read here. */
  public static final Set<String> NAMES =
      Set.of("power-status", "power-status-off", "power-status-for");

  private static final String NAME = "{name}";
  private static final String ADDRESS = "{address}";
  private static final Duration USUAL = Duration.ofMinutes(2);
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(24);

  /** Longer pauses would be long breaks. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** One answer that is late, and one that is missed, are no break. */
  private static final int PAUSES = 3;

  /** Copies the list. */
  public PowerStatus {
    words = List.copyOf(words);
  }

  /**
   * Reads them; null if none is said.
   *
   * @throws IllegalArgumentException if one is wrong, naming it
   */
  public static @Nullable PowerStatus of(SettingsReader said) {
    String program = said.textOrNull("power-status");
    String off = said.textOrNull("power-status-off");
    String least = said.textOrNull("power-status-for");
    if (program == null) {
      if (off != null || least != null) {
        throw said.wrong(
            off != null ? "power-status-off" : "power-status-for",
            String.valueOf(off != null ? off : least),
            "is of no use without power-status");
      }
      return null;
    }
    if (!program.contains(NAME) && !program.contains(ADDRESS)) {
      throw said.wrong(
          "power-status", program, "has neither {name} nor {address}: it cannot tell hosts apart");
    }
    if (off == null) {
      throw said.wrong(
          "power-status-off is missing: what power-status prints for a host that is off");
    }
    return new PowerStatus(List.of(program.strip().split("\\s+")), pattern(said, off), least(said));
  }

  private static Pattern pattern(SettingsReader said, String off) {
    try {
      Pattern pattern = Pattern.compile(off);
      if (pattern.matcher("").matches()) {
        throw said.wrong("power-status-off", off, "matches an empty answer");
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw said.wrong(
          "power-status-off", off, "is not a regular expression: " + e.getDescription());
    }
  }

  private static Duration least(SettingsReader said) {
    Duration least = said.duration("power-status-for", USUAL);
    if (least.compareTo(SHORTEST) < 0 || least.compareTo(LONGEST) > 0) {
      throw said.wrong(
          "power-status-for",
          least.toString(),
          "is not within %s..%s".formatted(SHORTEST, LONGEST));
    }
    return least;
  }

  /** The program's words for that host. */
  List<String> words(Machine host) {
    return words.stream()
        .map(word -> word.replace(NAME, host.name()).replace(ADDRESS, host.address()))
        .toList();
  }

  /** From the beginning of a question about a host to that of the next: 30 seconds at most. */
  Duration pause() {
    Duration quarter = least.dividedBy(4);
    return quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE;
  }

  /**
   * How long after a question that was answered the next must begin, or there was a break.
   *
   * @param timeout of one question
   */
  Duration patience(Duration timeout) {
    return pause().multipliedBy(PAUSES).plus(timeout);
  }
}
