package dev.berth.targets.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fleet as its file says now. A file that has become unreadable or invalid leaves the fleet as
 * it was: a typo must not take every target away.
 */
public final class FleetSource {

  private final Path file;
  private volatile Fleet fleet = Fleet.EMPTY;
  private volatile @Nullable String problem = "not read yet";
  private @Nullable FileTime read;
  private long size = -1;

  /** Over that file; nothing is read before the first {@link #refresh}. */
  public FleetSource(Path file) {
    this.file = file;
  }

  /**
   * Reads the file again if it has changed.
   *
   * @return whether the fleet is another one now
   */
  public synchronized boolean refresh() {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      long bytes = Files.size(file);
      if (modified.equals(read) && bytes == size) {
        return false;
      }
      read = modified;
      size = bytes;
      Fleet found = FleetFile.read(file);
      problem = null;
      boolean other = !found.equals(fleet);
      fleet = found;
      return other;
    } catch (IOException e) {
      read = null;
      problem = "fleet file " + file + " cannot be read: " + e;
    } catch (InvalidFleetException e) {
      problem = String.valueOf(e.getMessage());
    }
    return false;
  }

  /** The fleet as last read well. */
  public Fleet fleet() {
    return fleet;
  }

  /** What is wrong with the file, if something is. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }
}
