package dev.berth.targets.ssh;

import java.time.Duration;
import java.util.List;

/** A program that has a connection open until it is killed. */
final class Connected {

  private Connected() {}

  /**
   * Prints {@code open} when it has.
   *
   * @param arguments a host, and an ssh configuration that has it
   */
  public static void main(String[] arguments) throws Exception {
    try (SshShell shell =
        new SshShell(
            Host.configured(arguments[0], null, arguments[1], List.of()), Duration.ofSeconds(20))) {
      shell.ask("true");
      System.out.println("open");
      Thread.sleep(Duration.ofMinutes(5));
    }
  }
}
