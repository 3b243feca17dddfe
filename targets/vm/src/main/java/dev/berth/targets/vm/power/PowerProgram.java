package dev.berth.targets.vm.power;

import dev.berth.targets.ssh.Ran;
import dev.berth.targets.ssh.Said;
import dev.berth.targets.vm.machines.Machine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs the program that knows of hosts' power. It has its time, and is then ended with all of its
 * process group, also when this program is no more.
 */
public final class PowerProgram {

  /** Above what the program is allowed, for its end to be heard of. */
  private static final Duration SLACK = Duration.ofSeconds(5);

  /** What {@code timeout} of coreutils ends with after SIGKILL. */
  private static final int KILLED = 137;

  /** Far above any word about power, in characters. */
  private static final int MOST = 1_000;

  private static final double MILLIS = 1_000;

  private final PowerStatus settings;
  private final Duration timeout;

  /**
   * As those settings say.
   *
   * @param timeout of one run
   */
  public PowerProgram(PowerStatus settings, Duration timeout) {
    this.settings = settings;
    this.timeout = timeout;
  }

  /**
   * Asks about a host.
   *
   * @throws InterruptedException if this thread is interrupted
   */
  public PowerWord ask(Machine host) throws InterruptedException {
    List<String> words = new ArrayList<>(List.of("timeout", "-s", "KILL"));
    words.add(String.format(Locale.ROOT, "%.3f", timeout.toMillis() / MILLIS));
    words.addAll(settings.words(host));
    try {
      Ran ran = Ran.of(words, new byte[0], timeout.plus(SLACK));
      return read(ran);
    } catch (IOException e) {
      return new PowerWord.Unsaid(
          "%s cannot be asked: %s".formatted(settings.words().getFirst(), e.getMessage()));
    }
  }

  private PowerWord read(Ran ran) {
    String program = settings.words().getFirst();
    Said.Done done = new Said.Done(ran.code(), ran.out(), ran.err());
    String text = done.text().strip();
    if (done.code() == KILLED || ran.tookTooLong()) {
      return new PowerWord.Unsaid("%s did not answer within %s".formatted(program, timeout));
    }
    if (!done.isGood()) {
      return new PowerWord.Unsaid(
          "%s ended with code %d: %s".formatted(program, done.code(), done.complaint()));
    }
    if (text.length() > MOST) {
      return new PowerWord.Unsaid(
          "%s printed %d characters, and %d are the most".formatted(program, text.length(), MOST));
    }
    return settings.off().matcher(text).matches()
        ? new PowerWord.Off(text)
        : new PowerWord.Other(text);
  }
}
