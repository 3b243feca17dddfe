package dev.berth.targets.kubernetes;

import dev.berth.targets.api.Submission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Jobs for nodes that kwok plays: their environment says how long their containers run. */
final class Wishes {

  static final Map<String, Object> EIGHT_A100 =
      Map.of("cpus", 1, "memoryMiB", 1024, "accelerators", Map.of("kind", "a100", "count", 8));

  private static final Map<String, Object> FOR_EVER =
      Map.of("environment", Map.of("LIVE_RUN_FOR", "forever"));

  private Wishes() {}

  /** A container that runs until it is ended. */
  static Submission forEver(String job) {
    return LiveCluster.submission(job, 1, FOR_EVER);
  }

  /** The same, with all accelerators of a machine. */
  static Submission forEverOnAccelerators(String job, boolean preemptible) {
    Map<String, Object> more = new HashMap<>(FOR_EVER);
    more.put("resources", EIGHT_A100);
    more.put("constraints", Map.of("preemptible", preemptible));
    return LiveCluster.submission(job, 1, more);
  }

  /** A container that runs so long, such as {@code 5s}, and then succeeds. */
  static Submission runningFor(String job, String time) {
    return LiveCluster.submission(job, 1, Map.of("environment", Map.of("LIVE_RUN_FOR", time)));
  }

  /** A Ray program: a shell's script. */
  static Submission ray(String job, String script, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("runtime", "ray");
    all.put("image", "rayproject/ray:2.49.0");
    all.put("entrypoint", "sh");
    all.put("arguments", List.of("-c", script));
    return LiveCluster.submission(job, 1, all);
  }
}
