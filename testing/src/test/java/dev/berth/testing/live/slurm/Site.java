package dev.berth.testing.live.slurm;

import dev.berth.contracts.TargetId;
import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * A cluster as a target of the loop.
 *
 * @param cluster which; the target has its name
 * @param access how it is spoken to
 * @param scratch Berth's folder there
 * @param settings further settings of the driver
 */
record Site(SlurmCluster cluster, Access access, Path scratch, Map<String, String> settings) {

  /** How often it is looked at: far more often than a site's administrators would bear. */
  private static final Map<String, String> HASTE =
      Map.of("poll-interval", "PT1S", "poll-maximum", "PT5S", "timeout", "PT10S", "settle", "PT3S");

  static Site of(SlurmCluster cluster, Access access) {
    return of(cluster, access, Map.of());
  }

  static Site of(SlurmCluster cluster, Access access, Map<String, String> settings) {
    return new Site(cluster, access, cluster.scratch(), settings);
  }

  TargetId id() {
    return new TargetId(cluster.name());
  }

  /**
   * What a fleet file says of it.
   *
   * @param folder where a token may be kept
   */
  Map<String, Object> target(Path folder) {
    Map<String, String> all = new HashMap<>(HASTE);
    all.put("scratch", scratch.toString());
    all.putAll(settings);
    return access.target(cluster, folder, all);
  }
}
