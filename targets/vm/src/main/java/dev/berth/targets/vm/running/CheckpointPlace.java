package dev.berth.targets.vm.running;

import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.ssh.Words;
import java.util.regex.Pattern;

/**
 * Where a job keeps its checkpoints, the same for all of its attempts.
 *
 * @param told what programs find in their environment; {@code $berth} in front stands for Berth's
 *     folder there
 * @param folder whether that is a folder on the machine, which is made
 */
record CheckpointPlace(String told, boolean folder) {

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][-+.a-zA-Z0-9]*:.*");
  private static final String FILE = "file://";

  /** Berth's folder, where it is known on the machine only. */
  static final String OURS = "$berth/";

  static CheckpointPlace of(JobSpec spec, RunSettings settings) throws UnfitException {
    String ours =
        settings.checkpoints() == null
            ? OURS + "checkpoints"
            : settings.checkpoints().replaceAll("/+$", "");
    String said = spec.checkpoint();
    if (said == null) {
      return place(ours + '/' + spec.id());
    }
    if (said.matches("(.*/)?\\.\\.(/.*)?")) {
      throw new UnfitException(
          "checkpoint '%s' leads out of the folder that it begins in".formatted(said));
    }
    if (said.startsWith(FILE + '/')) {
      return place(said.substring(FILE.length()));
    }
    return place(said.startsWith("/") || SCHEME.matcher(said).matches() ? said : ours + '/' + said);
  }

  private static CheckpointPlace place(String told) {
    return new CheckpointPlace(told, told.startsWith("/") || told.startsWith(OURS));
  }

  /** As a word of a POSIX shell. */
  String word() {
    return told.startsWith(OURS)
        ? "\"$berth\"/" + Words.quoted(told.substring(OURS.length()))
        : Words.quoted(told);
  }
}
