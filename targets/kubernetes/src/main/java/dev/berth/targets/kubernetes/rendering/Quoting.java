package dev.berth.targets.kubernetes.rendering;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps text as it is on its way through Kubernetes and a shell. */
public final class Quoting {

  private Quoting() {}

  /** Kubernetes puts variables in for {@code $(NAME)} in commands and variables: never in ours. */
  static String literal(String text) {
    return text.replace("$", "$$");
  }

  /** The command as one line of a POSIX shell. */
  public static String shellLine(String entrypoint, List<String> arguments) {
    return Stream.concat(Stream.of(entrypoint), arguments.stream())
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
