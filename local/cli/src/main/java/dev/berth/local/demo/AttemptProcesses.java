package dev.berth.local.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Processes of attempts, which carry their attempt and their pool in their environment. */
final class AttemptProcesses {

  private AttemptProcesses() {}

  /** All of one attempt in a pool that lies under that folder. */
  static List<ProcessHandle> of(String attempt, Path under) {
    return having("\0BERTH_ATTEMPT=" + attempt + "\0", under);
  }

  /** All of any attempt in a pool that lies under that folder. */
  static List<ProcessHandle> anyUnder(Path folder) {
    return having("\0BERTH_ATTEMPT=", folder);
  }

  private static List<ProcessHandle> having(String variable, Path under) {
    return ProcessHandle.allProcesses()
        .filter(process -> {
          String environment = environment(process);
          return environment.contains(variable)
              && environment.contains("\0BERTH_POOL=" + under + "/");
        })
        .toList();
  }

  private static String environment(ProcessHandle process) {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "environ");
      return "\0" + new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      // Another user's, or it has ended in this moment.
      return "";
    }
  }

  /**
   * Kills a process group with SIGKILL, as a machine's failure or the kernel's memory killer does:
   * nobody in it can say a last word.
   */
  static void killGroup(long leader) throws IOException, InterruptedException, DemoFailure {
    Process kill =
        new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- \"-$1\"", "sh", Long.toString(leader))
            .redirectErrorStream(true)
            .start();
    String said = new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    DemoFailure.unless(
        kill.waitFor() == 0, "process group %d could not be killed: %s", leader, said.strip());
  }
}
