package dev.berth.testing.soak;

import dev.berth.contracts.JobId;
import dev.berth.testing.platform.Platform;
import dev.berth.testing.platform.ProcessTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Kills the programs whose fate that is, once each, as soon as they have left their mark.
 *
 * @param platform where they run
 * @param fates of all jobs
 */
record Victims(Platform platform, Map<JobId, Fate> fates) {

  void killThoseThatRun() {
    for (ProcessTable.Entry entry : platform.processTable().entries()) {
      Path mark = platform.folder().resolve("marks").resolve(entry.attempt().toString());
      if (fates.get(entry.attempt().job()) == Fate.IS_KILLED
          && entry.attempt().number() == 1
          && Files.exists(mark)) {
        entry.process().destroyForcibly();
      }
    }
  }
}
