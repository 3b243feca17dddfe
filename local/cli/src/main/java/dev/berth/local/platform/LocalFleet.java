package dev.berth.local.platform;

import dev.berth.targets.api.DriverSettings;
import dev.berth.targets.api.Fleet;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.InvalidFleetException;
import dev.berth.targets.api.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The fleet that a platform on this machine runs jobs on. */
public final class LocalFleet {

  private static final String PROCESS = "process";
  private static final String DIRECTORY = "directory";
  private static final String CHECKPOINTS = "checkpoints";
  private static final String WORKDIR = "workdir";

  /** Which settings are paths, by kind of driver. */
  private static final Map<String, List<String>> PATHS =
      Map.of(
          PROCESS, List.of(DIRECTORY, CHECKPOINTS, WORKDIR), "kubernetes", List.of("kubeconfig"));

  /** Where the fleet that comes with Berth has its pools. */
  private static final String DEFAULT_FOLDER = ".berth/";

  private LocalFleet() {}

  /**
   * The fleet file of a platform that was given none: the one that comes with Berth, with its pools
   * in the platform's own folder, since two platforms that shared pools would each take the other's
   * attempts for orphans.
   */
  public static Path of(Home home, Place place) throws IOException {
    if (home.path().resolve(DEFAULT_FOLDER).normalize().equals(place.path())) {
      return home.fleet();
    }
    if (!Files.exists(place.fleet())) {
      Files.createDirectories(place.path());
      String text = Files.readString(home.fleet());
      Files.writeString(place.fleet(), text.replace(DEFAULT_FOLDER, place.path() + "/"));
    }
    return place.fleet();
  }

  /**
   * Reads a fleet file and makes the folders of those of its pools that lie in the platform's
   * folder. Others are somebody else's: one that is not there may be a file system that is not
   * mounted.
   *
   * @return the fleet, with its pools' paths absolute: they are meant from where services run
   * @throws PlatformException if the file cannot be read, naming what is wrong in it
   */
  public static Fleet prepare(Path file, Home home, Place place) throws PlatformException {
    Fleet fleet = read(file, home);
    try {
      for (Target target : fleet.targets()) {
        String directory = target.driver().settings().get(DIRECTORY);
        if (isPool(target) && directory != null && Path.of(directory).startsWith(place.path())) {
          Files.createDirectories(Path.of(directory));
        }
      }
      return fleet;
    } catch (IOException e) {
      throw new PlatformException("a pool's folder cannot be made: " + e, e);
    }
  }

  /**
   * Reads a fleet file and makes nothing.
   *
   * @return the fleet, with paths on this machine absolute: they are meant from where services run
   * @throws PlatformException if the file cannot be read, naming what is wrong in it
   */
  public static Fleet read(Path file, Home home) throws PlatformException {
    try {
      return new Fleet(
          FleetFile.read(file).targets().stream().map(target -> absolute(target, home)).toList());
    } catch (IOException e) {
      throw new PlatformException("the fleet file " + file + " cannot be read: " + e, e);
    } catch (InvalidFleetException e) {
      throw new PlatformException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Whether a target is a pool of processes on this machine. */
  public static boolean isPool(Target target) {
    return target.driver().kind().equals(PROCESS);
  }

  private static Target absolute(Target target, Home home) {
    Map<String, String> settings = new TreeMap<>(target.driver().settings());
    if (isPool(target)) {
      settings.putIfAbsent(WORKDIR, "");
    }
    for (String name : PATHS.getOrDefault(target.driver().kind(), List.of())) {
      settings.computeIfPresent(
          name, (_, said) -> home.path().resolve(said).normalize().toString());
    }
    return new Target(
        target.id(),
        target.model(),
        target.dialect(),
        new DriverSettings(target.driver().kind(), settings),
        target.runtimes(),
        target.nodes(),
        target.interconnects(),
        target.locations(),
        target.compliance(),
        target.maximumAttempts());
  }
}
