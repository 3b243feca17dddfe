package dev.berth.targets.slurm.script;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words of bash, each on one line whatever is in it; not the first of a command, which could be
 * read as an assignment. None may hold a zero character.
 */
public final class Quoting {

  private static final Pattern PLAIN = Pattern.compile("[-+:,./@%_=a-zA-Z0-9]+");

  private Quoting() {}

  /**
   * One word that bash reads as that text: bare if it can be, in single quotes, or in {@code $'…'}
   * where a line would end in it.
   */
  public static String word(String text) {
    if (PLAIN.matcher(text).matches()) {
      return text;
    }
    if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
      return "'" + text.replace("'", "'\\''") + "'";
    }
    return "$'"
        + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
        + "'";
  }

  /** Words of a command, with blanks between them. */
  public static String words(Collection<String> texts) {
    return texts.stream().map(Quoting::word).collect(Collectors.joining(" "));
  }
}
