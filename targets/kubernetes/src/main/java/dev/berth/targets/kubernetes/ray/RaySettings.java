package dev.berth.targets.kubernetes.ray;

import dev.berth.targets.api.SettingsReader;
import dev.berth.targets.api.Target;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a target that is a standing Ray cluster.
 *
 * @param address {@code ray-address}: of the head's dashboard, such as {@code http://ray:8265}
 * @param tokenFile {@code ray-token-file}: a file that holds the token that the head asks for; null
 *     if it asks for none
 * @param workingDirectory {@code ray-working-dir}: the URI of an archive that each program finds
 *     unpacked as its folder; null for none
 * @param checkpoints {@code checkpoints}: a URI, or a folder that all nodes share, under which each
 *     job has its checkpoints
 * @param grace {@code grace}: between SIGTERM and SIGKILL, in whole seconds; 30 s if not said
 * @param startWithin {@code start-within}: how long Ray may leave a job pending before the attempt
 *     has failed for want of capacity; 15 min if not said
 * @param timeout {@code timeout}: of one request to the head; 20 s if not said
 * @param poll {@code poll}: how often the head is asked for changes while it is watched; 2 s if not
 *     said
 * @param names {@code names}: how long the ids of released attempts are kept taken; 7 days if not
 *     said, since Ray lists all of them each time
 */
record RaySettings(
    URI address,
    @Nullable String tokenFile,
    @Nullable String workingDirectory,
    String checkpoints,
    Duration grace,
    Duration startWithin,
    Duration timeout,
    Duration poll,
    Duration names) {

  static final String ADDRESS = "ray-address";

  private static final Set<String> NAMES =
      Set.of(
          ADDRESS,
          "ray-token-file",
          "ray-working-dir",
          "checkpoints",
          "grace",
          "start-within",
          "timeout",
          "poll",
          "names");

  /**
   * Reads a target's settings.
   *
   * @throws IllegalArgumentException if one is wrong, naming it and its value
   */
  static RaySettings of(Target target) {
    SettingsReader said = new SettingsReader(target, NAMES);
    return new RaySettings(
        address(said),
        said.textOrNull("ray-token-file"),
        said.textOrNull("ray-working-dir"),
        said.text("checkpoints", "/tmp/berth-checkpoints").replaceAll("/+$", ""),
        said.duration("grace", Duration.ofSeconds(30)),
        said.duration("start-within", Duration.ofMinutes(15)),
        said.duration("timeout", Duration.ofSeconds(20)),
        said.duration("poll", Duration.ofSeconds(2)),
        said.duration("names", Duration.ofDays(7)));
  }

  private static URI address(SettingsReader said) {
    String text = said.text(ADDRESS, "");
    try {
      URI address = URI.create(text.replaceAll("/+$", ""));
      if (address.getHost() != null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for any other text that is none.
    }
    throw said.wrong("%s '%s' is not an http or https address".formatted(ADDRESS, text));
  }
}
