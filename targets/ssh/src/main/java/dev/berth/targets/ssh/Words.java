package dev.berth.targets.ssh;

import java.util.Collection;
import java.util.stream.Collectors;

/** Words for a POSIX shell. */
public final class Words {

  private Words() {}

  /** One word, whatever is in it (POSIX.1-2017, Shell Command Language, 2.2.2). */
  public static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** Several words with blanks in between. */
  public static String quoted(Collection<String> words) {
    return words.stream().map(Words::quoted).collect(Collectors.joining(" "));
  }
}
