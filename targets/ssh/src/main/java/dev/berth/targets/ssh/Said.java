package dev.berth.targets.ssh;

import java.nio.charset.StandardCharsets;

/** What became of a program that was to run at the other end. */
public sealed interface Said {

  /**
   * It ran to its end.
   *
   * @param code its exit code
   * @param out what it printed, a character for each byte (ISO 8859-1)
   * @param err its complaints, and those of the way to it
   */
  record Done(int code, String out, String err) implements Said {

    /** What it printed. */
    public byte[] bytes() {
      return out.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What it printed, read as UTF-8. */
    public String text() {
      return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** Whether its exit code is 0. */
    public boolean isGood() {
      return code == 0;
    }

    /** The first complaint that says something. */
    public String complaint() {
      return err.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
    }
  }

  /**
   * It surely did not start.
   *
   * @param why in one sentence
   */
  record NotSent(String why) implements Said {}

  /**
   * It may have run, or run still: nothing of its end was heard.
   *
   * @param why in one sentence
   */
  record Broken(String why) implements Said {}
}
