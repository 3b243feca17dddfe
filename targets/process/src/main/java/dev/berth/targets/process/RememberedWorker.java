package dev.berth.targets.process;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known for ever of one worker, and the look at the rest. Used by one thread at a time. */
final class RememberedWorker {

  /** How long after its claim a leader may take to say who it is. */
  private static final Duration SPEAKS_WITHIN = Duration.ofSeconds(30);

  private final WorkerFolder folder;
  private @Nullable Incarnation leader;
  private @Nullable Running running;
  private @Nullable Stage conclusion;

  RememberedWorker(WorkerFolder folder) {
    this.folder = folder;
  }

  /** How far a worker has come. */
  sealed interface Stage {}

  /** It has not said who it is. */
  record Starting() implements Stage {}

  /** Its leader lives. */
  record Running(Instant since) implements Stage {}

  /** Its program has ended. */
  record Ended(ExitRecord exit) implements Stage {}

  /** It has died without an exit record. */
  record Gone(String evidence) implements Stage {}

  /** It has had time to say who it is and has not; should it speak after all, it is heard. */
  record Silent(String evidence) implements Stage {}

  WorkerFolder folder() {
    return folder;
  }

  String nativeId() {
    return leader == null ? "starting" : leader.toString();
  }

  Stage look(Instant now) throws IOException {
    if (conclusion != null) {
      return conclusion;
    }
    if (leader == null) {
      leader = folder.leader().orElse(null);
    }
    if (leader == null) {
      return folder.claimedBefore(now.minus(SPEAKS_WITHIN))
          ? new Silent("worker " + folder.rank() + " died before it said who it was")
          : new Starting();
    }
    if (leader.lives()) {
      if (running == null) {
        running =
            new Running(Files.getLastModifiedTime(folder.path().resolve("leader")).toInstant());
      }
      return running;
    }
    // The record is looked for after the process: it is written before the process ends.
    Incarnation gone = leader;
    conclusion =
        folder
            .exit()
            .<Stage>map(Ended::new)
            .orElseGet(() ->
                new Gone(
                    "process %s of worker %d is gone and left no exit record"
                        .formatted(gone, folder.rank())));
    return conclusion;
  }
}
