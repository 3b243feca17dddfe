package dev.berth.targets.api;

import dev.berth.contracts.JobSpec;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a job keeps its checkpoints on a target with a file system of its own, the same for all of
 * its attempts.
 *
 * @param told what programs find in their environment
 * @param folder whether that is a folder there, which is made before the program starts
 */
public record CheckpointPlace(String told, boolean folder) {

  private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][-+.a-zA-Z0-9]*:.*");
  private static final String FILE = "file://";

  /**
   * What the spec says: a path, of which a relative one is within the target's place, or a URI. If
   * it says nothing, a folder of the job's own within the target's place.
   *
   * @param configured the target's place, an absolute path or a URI; null for Berth's own
   * @param own Berth's own folder there
   * @throws UnfitException if the spec's path leads upwards
   */
  public static CheckpointPlace of(JobSpec spec, @Nullable String configured, String own)
      throws UnfitException {
    String place = configured == null ? own : configured.replaceAll("/+$", "");
    String said = spec.checkpoint();
    if (said == null) {
      return told(place + '/' + spec.id(), own);
    }
    if (said.matches("(.*/)?\\.\\.(/.*)?")) {
      throw new UnfitException(
          "checkpoint '%s' leads out of the folder that it begins in".formatted(said));
    }
    if (said.startsWith(FILE + '/')) {
      return told(said.substring(FILE.length()), own);
    }
    boolean whole = said.startsWith("/") || SCHEME.matcher(said).matches();
    return told(whole ? said : place + '/' + said, own);
  }

  private static CheckpointPlace told(String told, String own) {
    return new CheckpointPlace(told, told.startsWith("/") || told.startsWith(own + '/'));
  }
}
