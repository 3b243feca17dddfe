package dev.berth.testing.soak;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobId;
import dev.berth.testing.platform.Platform;
import dev.berth.testing.platform.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Kills the programs whose fate that is, one attempt of each job, once it has left its mark.
 *
 * @param platform where they run
 * @param fates of all jobs
 */
record Victims(Platform platform, Map<JobId, Fate> fates) {

  void killThoseThatRun() throws IOException {
    for (ProcessTable.Entry entry : platform.processTable().entries()) {
      AttemptId attempt = entry.attempt();
      if (fates.get(attempt.job()) == Fate.IS_KILLED && isMarked(attempt)) {
        Path killed = platform.folder().resolve("killed").resolve(attempt.job().value());
        if (!Files.exists(killed)) {
          Files.writeString(killed, attempt.toString());
        }
        // What the program had started is seen in a later round.
        if (Files.readString(killed).equals(attempt.toString())) {
          entry.process().destroyForcibly();
        }
      }
    }
  }

  private boolean isMarked(AttemptId attempt) {
    return Files.exists(platform.folder().resolve("marks").resolve(attempt.toString()));
  }
}
