package dev.berth.targets.slurm.rendering;

import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.slurm.site.SlurmSettings;
import java.util.regex.Pattern;

/**
 * Where a job keeps its checkpoints, the same for all of its attempts.
 *
 * @param told what programs find in their environment
 * @param folder whether that is a folder at the site, which the batch script makes
 */
record CheckpointPlace(String told, boolean folder) {

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][-+.a-zA-Z0-9]*:.*");
  private static final String FILE = "file://";

  static CheckpointPlace of(JobSpec spec, SlurmSettings settings) throws UnfitException {
    String site =
        settings.checkpoints() == null
            ? settings.scratch() + "/checkpoints"
            : settings.checkpoints().replaceAll("/+$", "");
    String said = spec.checkpoint();
    if (said == null) {
      return place(site + '/' + spec.id());
    }
    if (said.matches("(.*/)?\\.\\.(/.*)?")) {
      throw new UnfitException(
          "checkpoint '%s' leads out of the folder that it begins in".formatted(said));
    }
    if (said.startsWith(FILE + '/')) {
      return place(said.substring(FILE.length()));
    }
    return place(said.startsWith("/") || SCHEME.matcher(said).matches() ? said : site + '/' + said);
  }

  private static CheckpointPlace place(String told) {
    return new CheckpointPlace(told, told.startsWith("/"));
  }
}
