package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.conversation.SiteFiles;
import dev.berth.targets.slurm.script.AttemptPaths;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file in the attempt's folder. The claim is taken too: a job that comes later nevertheless finds
 * it, and runs nothing.
 */
final class FileTombstones implements Tombstones {

  static final String RELEASED = "released";

  private final SiteFiles files;
  private final String scratch;

  FileTombstones(SiteFiles files, String scratch) {
    this.files = files;
    this.scratch = scratch;
  }

  @Override
  public Optional<String> bury(AttemptId attempt) throws TargetTroubleException {
    AttemptPaths paths = new AttemptPaths(scratch, attempt);
    files.create(paths.released(), RELEASED);
    files.create(paths.claim(), RELEASED);
    return Optional.empty();
  }

  @Override
  public Set<AttemptId> among(Collection<AttemptId> attempts, List<JobRow> queue)
      throws TargetTroubleException {
    Map<String, AttemptId> paths = new HashMap<>();
    attempts.forEach(one -> paths.put(new AttemptPaths(scratch, one).released(), one));
    return files.present(paths.keySet()).keySet().stream()
        .flatMap(path -> Optional.ofNullable(paths.get(path)).stream())
        .collect(Collectors.toSet());
  }
}
