package dev.berth.local.demo;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** What the demo tells, each line with the seconds since it began. */
final class Story {

  private final PrintWriter out;
  private final long start = System.nanoTime();
  private int facts;

  Story(PrintWriter out) {
    this.out = out;
  }

  /** A part begins. */
  synchronized void chapter(String title) {
    say("\n" + title);
  }

  /** Something happened. */
  synchronized void tell(String line) {
    say(String.format(Locale.ROOT, "%6.1fs  %s", seconds(), line));
  }

  /** Something that had to be so is so. */
  synchronized void fact(String line) {
    facts++;
    say(String.format(Locale.ROOT, "%6.1fs  ✓ %s", seconds(), line));
  }

  /** Something longer to read. */
  synchronized void show(String text) {
    say(text.stripTrailing().indent(9).stripTrailing());
  }

  /** How many facts were so. */
  synchronized int facts() {
    return facts;
  }

  /** Since when it tells. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private double seconds() {
    return elapsed().toMillis() / 1e3;
  }

  private void say(String text) {
    out.println(text);
    out.flush();
  }
}
