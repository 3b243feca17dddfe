package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.SiteFiles;
import dev.berth.targets.slurm.script.AttemptPaths;
import dev.berth.targets.slurm.script.ExitRecord;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What batch scripts leave in their attempts' folders, where those can be reached. */
final class ExitRecords {

  private static final int TAIL = 4_096;

  private final Optional<SiteFiles> files;
  private final String scratch;

  ExitRecords(Optional<SiteFiles> files, String scratch) {
    this.files = files;
    this.scratch = scratch;
  }

  /** The exit records that there are of these attempts. */
  Map<AttemptId, ExitRecord> of(Collection<AttemptId> attempts) throws TargetTroubleException {
    Map<AttemptId, ExitRecord> found = new HashMap<>();
    if (files.isEmpty() || attempts.isEmpty()) {
      return found;
    }
    Map<String, AttemptId> paths = new HashMap<>();
    attempts.forEach(one -> paths.put(new AttemptPaths(scratch, one).exit(), one));
    files
        .get()
        .present(paths.keySet())
        .forEach((path, content) -> {
          AttemptId attempt = paths.get(path);
          if (attempt != null) {
            ExitRecord.parse(content).ifPresent(record -> found.put(attempt, record));
          }
        });
    return found;
  }

  /** A failure with the last of what the attempt printed; anything else as it is. */
  Observation withOutput(AttemptId attempt, Observation observation) throws TargetTroubleException {
    if (files.isEmpty() || !(observation instanceof Observation.Failed failed)) {
      return observation;
    }
    String tail =
        files
            .get()
            .readEnd(new AttemptPaths(scratch, attempt).output(), TAIL)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElse("");
    return new Observation.Failed(
        failed.category(),
        failed.reason(),
        failed.exitCode(),
        tail.substring(Math.max(0, tail.length() - TAIL)),
        failed.endedAt());
  }
}
