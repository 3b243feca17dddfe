package dev.berth.targets.kubernetes.rendering;

import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.UnfitException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a job keeps its checkpoints, the same for all of its attempts.
 *
 * @param told what programs find in their environment
 * @param subPath the folder of the claim that is mounted; null if the place is an object store, or
 *     there is no claim
 * @param mounted whether there is a volume at all
 */
record CheckpointPlace(String told, @Nullable String subPath, boolean mounted) {

  static final String MOUNT = "/berth/checkpoints";

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][-+.a-zA-Z0-9]*:.*");

  static CheckpointPlace of(JobSpec spec, ClusterSettings settings) throws UnfitException {
    String said = spec.checkpoint();
    if (said == null) {
      return settings.checkpoints() == null
          ? new CheckpointPlace(
              MOUNT, settings.checkpointClaim() == null ? null : spec.id().value(), true)
          : new CheckpointPlace(
              settings.checkpoints().replaceAll("/+$", "") + '/' + spec.id().value(), null, false);
    }
    if (SCHEME.matcher(said).matches() && !said.startsWith("file:")) {
      return new CheckpointPlace(said, null, false);
    }
    if (settings.checkpointClaim() == null) {
      throw new UnfitException(
          "checkpoint '%s' is a path, and the target has no driver.settings.checkpoint-claim"
              .formatted(said));
    }
    if (said.startsWith("/") || said.startsWith("file:") || said.matches("(.*/)?\\.\\.(/.*)?")) {
      throw new UnfitException(
          "checkpoint '%s' is neither a URI nor a path within the target's volume".formatted(said));
    }
    return new CheckpointPlace(MOUNT, said, true);
  }
}
