package dev.berth.targets.slurm.conversation;

import dev.berth.targets.api.TargetTroubleException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files at the site, however they are reached. Paths are the site's own, and absolute. */
public interface SiteFiles {

  /**
   * Bytes of a file.
   *
   * @param offset how many to leave out
   * @param most at most so many
   * @return empty if there is no such file
   */
  Optional<byte[]> read(String path, long offset, int most) throws TargetTroubleException;

  /** The last bytes of a file, at most so many; empty if there is no such file. */
  Optional<byte[]> readEnd(String path, int most) throws TargetTroubleException;

  /** Those of these files that are there, with their content up to 4,096 bytes. */
  Map<String, String> present(Collection<String> paths) throws TargetTroubleException;

  /**
   * Makes a file with its folders, unless it is there.
   *
   * @return whether this call made it
   */
  boolean create(String path, String content) throws TargetTroubleException;

  /** Makes a folder with those above it. */
  void makeFolder(String path) throws TargetTroubleException;

  /** Removes a file, or a folder with all that is in it; what is not there is no matter. */
  void remove(String path) throws TargetTroubleException;

  /** The names in a folder; none if it is not there. */
  Set<String> names(String folder) throws TargetTroubleException;

  /**
   * The names of those folders within a folder that have had a file of that name for so long.
   *
   * @param most at most so many
   */
  Set<String> aged(String folder, String file, Duration age, int most)
      throws TargetTroubleException;

  /** How they are reached, for people. */
  String way();
}
