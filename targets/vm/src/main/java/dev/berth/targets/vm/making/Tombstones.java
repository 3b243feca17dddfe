package dev.berth.targets.vm.making;

import dev.berth.contracts.AttemptId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** Which attempts get no machine any more, and which have none any more; until pruned. */
record Tombstones(Path folder) {

  private static final String SEALED = "sealed\n";

  boolean sealed(AttemptId attempt) {
    return Files.exists(of(attempt));
  }

  /** Why nothing of it is there any more; empty if that is not confirmed yet. */
  Optional<String> evidence(AttemptId attempt) throws IOException {
    if (!sealed(attempt)) {
      return Optional.empty();
    }
    String text = Files.readString(of(attempt));
    return text.equals(SEALED) ? Optional.empty() : Optional.of(text.strip());
  }

  void seal(AttemptId attempt) throws IOException {
    if (!sealed(attempt)) {
      Kept.folder(folder);
      Kept.write(of(attempt), SEALED);
    }
  }

  void bury(AttemptId attempt, String evidence) throws IOException {
    Kept.folder(folder);
    Kept.write(of(attempt), evidence + '\n');
  }

  /** Forgets those that were buried before that moment; what is only sealed is not over. */
  void prune(Instant before) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path one : all) {
        if (Files.getLastModifiedTime(one).toInstant().isBefore(before)
            && !Files.readString(one).equals(SEALED)) {
          Files.deleteIfExists(one);
        }
      }
    } catch (NoSuchFileException e) {
      // Nothing was sealed yet, or another provisioner prunes, too.
    }
  }

  private Path of(AttemptId attempt) {
    return folder.resolve(attempt.toString());
  }
}
