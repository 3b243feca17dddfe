package dev.berth.targets.slurm.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.contracts.Json;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.InvalidFleetException;
import dev.berth.targets.api.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How Berth speaks to a cluster. */
public enum Access {
  /** Through slurmrestd, and by ssh for files. */
  REST,
  /** Through the login node. */
  SSH;

  /**
   * The driver's settings for it.
   *
   * @param cluster which
   * @param folder where a token may be kept
   */
  public Map<String, String> settings(SlurmCluster cluster, Path folder) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("host", cluster.name());
    settings.put("ssh-config", cluster.sshConfig().toString());
    if (this == REST) {
      settings.put("url", cluster.restAddress().toString());
      settings.put(
          "token-file",
          cluster.tokenFile(tokenFile(cluster, folder), Duration.ofHours(2)).toString());
    }
    return settings;
  }

  /** Where {@link #settings} keeps the token. */
  public static Path tokenFile(SlurmCluster cluster, Path folder) {
    return folder.resolve(cluster.name() + ".token");
  }

  /**
   * What a fleet file says of a cluster.
   *
   * @param cluster which; the target has its name
   * @param folder where a token may be kept
   * @param settings further settings of the driver, which must have {@code scratch}
   */
  public Map<String, Object> target(
      SlurmCluster cluster, Path folder, Map<String, String> settings) {
    Map<String, String> all = settings(cluster, folder);
    all.putAll(settings);
    return Map.of(
        "id", cluster.name(),
        "model", "hpc",
        "dialect", "generic",
        "driver", Map.of("kind", "slurm", "settings", all),
        "nodes",
            List.of(
                Map.of(
                    "name",
                    "node",
                    "cpus",
                    SlurmCluster.CPUS,
                    "memoryMiB",
                    SlurmCluster.CPUS * 1000,
                    "accelerators",
                    Map.of("kind", "a100", "count", SlurmCluster.ACCELERATORS),
                    "maximum",
                    SlurmCluster.NODES)));
  }

  /** The same, read as the services read it. */
  public Target read(SlurmCluster cluster, Path folder, Map<String, String> settings) {
    try {
      String fleet =
          Json.mapper()
              .writeValueAsString(Map.of("targets", List.of(target(cluster, folder, settings))));
      return FleetFile.parse(fleet, cluster.name()).targets().getFirst();
    } catch (JsonProcessingException | InvalidFleetException e) {
      throw new IllegalStateException(cluster.name(), e);
    }
  }
}
