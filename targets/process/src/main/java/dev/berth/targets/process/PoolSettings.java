package dev.berth.targets.process;

import dev.berth.targets.api.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The driver's settings in the fleet file.
 *
 * @param directory {@code directory}: the pool's folder, which must be there; a pool whose folder
 *     is away (not mounted) cannot be reached, and says nothing about its attempts
 * @param workdir {@code workdir}: where programs run; the folder that Berth was started in if not
 *     said
 * @param checkpoints {@code checkpoints}: under which each job has a folder for its checkpoints;
 *     {@code checkpoints} in the pool's folder if not said. Pools that share it hand jobs over
 * @param grace {@code grace}: ISO 8601 duration between SIGTERM and SIGKILL; 10 s if not said
 * @param interval {@code interval}: how often a watch looks; 100 ms if not said
 * @param retention {@code retention}: how long a released attempt's files, its log among them, are
 *     kept; 7 days if not said
 */
record PoolSettings(
    Path directory,
    Path workdir,
    Path checkpoints,
    Duration grace,
    Duration interval,
    Duration retention) {

  private static final Set<String> NAMES =
      Set.of("directory", "workdir", "checkpoints", "grace", "interval", "retention");

  static PoolSettings of(Target target) {
    Map<String, String> settings = target.driver().settings();
    Set<String> unknown = new TreeSet<>(settings.keySet());
    unknown.removeAll(NAMES);
    if (!unknown.isEmpty()) {
      throw wrong(target, "driver.settings." + unknown.iterator().next() + " is not known");
    }
    String directory = settings.get("directory");
    if (directory == null) {
      throw wrong(target, "driver.settings.directory is missing");
    }
    Path pool = Path.of(directory).toAbsolutePath().normalize();
    return new PoolSettings(
        pool,
        Path.of(settings.getOrDefault("workdir", "")).toAbsolutePath().normalize(),
        Path.of(settings.getOrDefault("checkpoints", pool.resolve("checkpoints").toString()))
            .toAbsolutePath()
            .normalize(),
        duration(target, settings, "grace", Duration.ofSeconds(10)),
        duration(target, settings, "interval", Duration.ofMillis(100)),
        duration(target, settings, "retention", Duration.ofDays(7)));
  }

  private static Duration duration(
      Target target, Map<String, String> settings, String name, Duration otherwise) {
    String said = settings.get(name);
    try {
      Duration duration = said == null ? otherwise : Duration.parse(said);
      if (duration.isNegative() || duration.isZero()) {
        throw wrong(target, "driver.settings." + name + " '" + said + "' is not above 0");
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw wrong(
          target, "driver.settings." + name + " '" + said + "' is not an ISO 8601 duration");
    }
  }

  private static IllegalArgumentException wrong(Target target, String problem) {
    return new IllegalArgumentException("target '" + target.id() + "': " + problem);
  }
}
