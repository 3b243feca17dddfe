package dev.berth.targets.ssh;

import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A POSIX shell on a host; one connection is shared by all that is run there. */
public final class SshShell implements AutoCloseable {

  /**
   * Of a connection's ten sessions (sshd_config(5), MaxSessions) one holds it open, and one is left
   * to people.
   */
  private static final int SESSIONS = 8;

  /** Room for the connection's own delays, above what the program there is allowed. */
  private static final Duration SLACK = Duration.ofSeconds(10);

  private final Host host;
  private final Duration timeout;
  private final Master master;
  private final Semaphore sessions = new Semaphore(SESSIONS, true);

  /**
   * Over that way; nothing is opened before the first program is run.
   *
   * @param timeout of one program at the other end
   */
  public SshShell(Host host, Duration timeout) {
    this.host = host;
    this.timeout = timeout;
    this.master = new Master(host, timeout);
  }

  /** How long one program may run there. */
  public Duration timeout() {
    return timeout;
  }

  /** Whose shell it is, as ssh calls it. */
  public String host() {
    return host.address();
  }

  /**
   * Runs a program whose end must be known.
   *
   * @param program text for a POSIX shell, with all that it needs in it
   * @throws TargetTroubleException if its end is not known; it may have run
   */
  public Said.Done ask(String program) throws TargetTroubleException {
    return switch (run(program)) {
      case Said.Done done -> done;
      case Said.NotSent(String why) -> throw new TargetTroubleException(why);
      case Said.Broken(String why) -> throw new TargetTroubleException(why);
    };
  }

  /**
   * Runs a program.
   *
   * @param program text for a POSIX shell, with all that it needs in it
   * @throws TargetTroubleException if this thread is interrupted
   */
  public Said run(String program) throws TargetTroubleException {
    try {
      if (!sessions.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Said.NotSent(
            "ssh to %s: all %d sessions were busy for %s"
                .formatted(host.address(), SESSIONS, timeout));
      }
      try {
        return switch (master.way()) {
          case Master.Way.Closed(String why) -> new Said.NotSent(why);
          case Master.Way.Open(List<String> words) -> through(words, program);
        };
      } finally {
        sessions.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetTroubleException("ssh to " + host.address() + " was interrupted", e);
    }
  }

  private Said through(List<String> words, String program) throws InterruptedException {
    String nonce = UUID.randomUUID().toString();
    List<String> all = new ArrayList<>(words);
    all.add("/bin/sh");
    // What start-up files of the account print stands before the first mark, and is cut off.
    String input =
        """
        printf '%%s\\n' 'begin-%s'
        (
        %s
        ) </dev/null
        printf '%%s %%d\\n' 'end-%s' "$?"
        """
            .formatted(nonce, program, nonce);
    try {
      Ran ran = Ran.of(all, input.getBytes(StandardCharsets.UTF_8), timeout.plus(SLACK));
      Said said = said(ran, nonce);
      if (said instanceof Said.Broken) {
        master.doubt();
      }
      return said;
    } catch (IOException e) {
      master.doubt();
      return new Said.Broken("ssh to " + host.address() + ": " + e.getMessage());
    }
  }

  private Said said(Ran ran, String nonce) {
    String begin = "begin-" + nonce + '\n';
    String end = "end-" + nonce + ' ';
    int from = ran.out().indexOf(begin);
    int to = from < 0 ? -1 : ran.out().indexOf(end, from + begin.length());
    if (to < 0) {
      String last = ran.err().strip().lines().reduce("", (_, line) -> line);
      return new Said.Broken(
          "ssh to %s: %s"
              .formatted(
                  host.address(),
                  ran.tookTooLong()
                      ? "no answer within " + timeout.plus(SLACK)
                      : last.isEmpty() ? "the connection ended with code " + ran.code() : last));
    }
    String code = ran.out().substring(to + end.length()).strip();
    return new Said.Done(
        Integer.parseInt(code), ran.out().substring(from + begin.length(), to), ran.err());
  }

  @Override
  public void close() {
    master.close();
  }
}
