package dev.berth.targets.vm;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.Driver;
import dev.berth.targets.ssh.live.Wish;
import java.util.Map;
import java.util.TreeMap;

/** A program that submits until it is killed. */
final class SubmittingProgram {

  private SubmittingProgram() {}

  /**
   * Prints {@code ready} before it submits, and what came of it.
   *
   * @param arguments the attempt, the program and further fields of its spec, then the target's
   *     settings as pairs
   */
  public static void main(String[] arguments) throws Exception {
    Map<String, String> settings = new TreeMap<>();
    for (int i = 3; i < arguments.length; i++) {
      String[] pair = arguments[i].split("=", 2);
      settings.put(pair[0], pair[1]);
    }
    AttemptId attempt = AttemptId.parse(arguments[0]);
    try (Driver driver = new VmDriverProvider().open(HostTarget.of(settings))) {
      System.out.println("ready");
      System.out.println(driver.submit(Wish.with(attempt, arguments[1], arguments[2])));
    }
  }
}
