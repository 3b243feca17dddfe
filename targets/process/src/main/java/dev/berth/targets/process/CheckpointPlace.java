package dev.berth.targets.process;

import dev.berth.contracts.JobSpec;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a job's spec wants its checkpoints.
 *
 * @param text as programs are told
 * @param path the folder that it is; empty where it is none of this machine's, such as {@code
 *     s3://}
 */
record CheckpointPlace(String text, Optional<Path> path) {

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][-+.a-zA-Z0-9]*:.*");

  /**
   * What the spec says; empty if it says nothing.
   *
   * @param workdir what a relative path is taken from
   * @throws IllegalArgumentException if it is neither a path nor a URI
   */
  static Optional<CheckpointPlace> of(JobSpec spec, String workdir) {
    String said = spec.checkpoint();
    if (said == null) {
      return Optional.empty();
    }
    if (said.startsWith("file:")) {
      return Optional.of(folder(Path.of(URI.create(said))));
    }
    return Optional.of(
        SCHEME.matcher(said).matches()
            ? new CheckpointPlace(said, Optional.empty())
            : folder(Path.of(workdir).resolve(said)));
  }

  static CheckpointPlace folder(Path path) {
    return new CheckpointPlace(path.toString(), Optional.of(path));
  }
}
