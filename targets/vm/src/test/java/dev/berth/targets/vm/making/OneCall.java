package dev.berth.targets.vm.making;

import dev.berth.contracts.AttemptId;
import java.nio.file.Path;

/** One call of a program of its own, which can be killed. */
final class OneCall {

  private OneCall() {}

  /**
   * Makes it.
   *
   * @param arguments {@code acquire} or {@code give-back}; the attempt; the server's address; the
   *     tests' folder; how many machines
   */
  public static void main(String[] arguments) throws Exception {
    AttemptId attempt = AttemptId.parse(arguments[1]);
    Ec2Pool pool = new Ec2Pool(arguments[2], Path.of(arguments[3]));
    int workers = Integer.parseInt(arguments[4]);
    try (MadeMachines machines = pool.open()) {
      System.out.println(
          arguments[0].equals("acquire")
              ? machines.acquire(attempt, Ec2Pool.wish(attempt, workers, false))
              : machines.seal(attempt).giveBack());
    }
  }

  static Process fork(String verb, AttemptId attempt, Ec2Pool pool, int workers)
      throws java.io.IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            OneCall.class.getName(),
            verb,
            attempt.toString(),
            pool.address(),
            pool.folder().toString(),
            Integer.toString(workers))
        .redirectErrorStream(true)
        .redirectOutput(pool.folder().resolve(attempt + "." + verb + ".out").toFile())
        .start();
  }
}
