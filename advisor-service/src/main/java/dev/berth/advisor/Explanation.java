package dev.berth.advisor;

import dev.berth.contracts.Candidate;
import dev.berth.contracts.Decision;
import dev.berth.contracts.Factor;
import dev.berth.contracts.FilterReason;
import dev.berth.contracts.FilteredTarget;
import dev.berth.contracts.ScorePart;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A decision as people read it: the table of scores by factor, and who was filtered and why. */
public final class Explanation {

  private static final String INDENT = "  ";

  private Explanation() {}

  /** The explanation, of several lines, each ended by a newline. */
  public static String of(Decision decision) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s %s\n"
            .formatted(
                decision.attempt(),
                decision.chosen() == null
                    ? "fits nowhere"
                    : "runs on " + decision.chosen() + " (" + chosenModel(decision) + ")"));
    text.append(
        "%sintent %s, runtime %s, policy %s, fleet %s\n"
            .formatted(
                INDENT,
                decision.intent(),
                decision.runtime(),
                decision.policy(),
                decision.fleet()));
    if (!decision.candidates().isEmpty()) {
      text.append('\n').append(scores(decision.candidates()));
      text.append('\n').append(winner(decision.candidates().getFirst()));
      text.append(others(decision.candidates()));
    }
    if (!decision.filtered().isEmpty()) {
      text.append('\n').append(INDENT).append("filtered\n");
      decision.filtered().forEach(target -> text.append(reasons(target)));
    }
    return text.toString();
  }

  private static String chosenModel(Decision decision) {
    Candidate best = decision.candidates().getFirst();
    return best.model() + ", " + best.dialect();
  }

  private static String scores(List<Candidate> candidates) {
    List<Candidate> shown = candidates.stream().filter(c -> !c.parts().isEmpty()).toList();
    int width = shown.stream().mapToInt(c -> c.target().value().length()).max().orElse(0);
    StringBuilder text = new StringBuilder(INDENT);
    text.append(pad("target", width)).append(pad("  model", 24)).append("  score");
    for (Factor factor : Factor.values()) {
      text.append("  ").append(factor);
    }
    text.append('\n').append(INDENT).append(pad("weight", width + 31));
    for (ScorePart part : shown.getFirst().parts()) {
      text.append("  ").append(left(number(part.weight()), part.factor().toString().length()));
    }
    text.append('\n');
    for (Candidate candidate : shown) {
      text.append(INDENT)
          .append(pad(candidate.target().value(), width))
          .append("  ")
          .append(pad(candidate.model().toString(), 22))
          .append("  ")
          .append(number(candidate.score()));
      for (ScorePart part : candidate.parts()) {
        text.append("  ")
            .append(left(number(part.contribution()), part.factor().toString().length()));
      }
      text.append('\n');
    }
    int rest = candidates.size() - shown.size();
    return rest == 0 ? text.toString() : text + INDENT + "and " + rest + " more\n";
  }

  private static String winner(Candidate best) {
    return best.parts().stream()
        .filter(part -> part.weight() > 0)
        .map(part -> part.factor() + ": " + part.evidence())
        .collect(Collectors.joining("; ", INDENT + best.target() + " — ", "\n"));
  }

  /** Where each of the others loses most against the best, and what that is based on. */
  private static String others(List<Candidate> candidates) {
    Candidate best = candidates.getFirst();
    return candidates.stream()
        .skip(1)
        .filter(other -> other.score() < best.score() && !other.parts().isEmpty())
        .map(other -> {
          ScorePart most =
              Collections.max(
                  other.parts(),
                  Comparator.comparingDouble(
                      part -> contribution(best, part.factor()) - part.contribution()));
          return "%s%s is behind most by %s: %s\n"
              .formatted(INDENT, other.target(), most.factor(), most.evidence());
        })
        .collect(Collectors.joining());
  }

  private static double contribution(Candidate candidate, Factor factor) {
    return candidate.parts().stream()
        .filter(part -> part.factor() == factor)
        .mapToDouble(ScorePart::contribution)
        .sum();
  }

  private static String reasons(FilteredTarget target) {
    return target.reasons().stream()
        .map(Explanation::reason)
        .collect(
            Collectors.joining(
                "\n" + INDENT.repeat(3),
                "%s%s (%s, %s)\n%s"
                    .formatted(
                        INDENT.repeat(2),
                        target.target(),
                        target.model(),
                        target.dialect(),
                        INDENT.repeat(3)),
                "\n"));
  }

  private static String reason(FilterReason reason) {
    return reason.filter() + ": " + reason.reason() + (reason.passing() ? " (may pass)" : "");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  private static String left(String text, int width) {
    return text.length() >= width ? text : " ".repeat(width - text.length()) + text;
  }
}
