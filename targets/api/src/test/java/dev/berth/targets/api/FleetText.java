package dev.berth.targets.api;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Fleet files of recorded targets. */
final class FleetText {

  private FleetText() {}

  /** Targets of these names, each at the address {@code here}. */
  static String of(String... ids) {
    return Arrays.stream(ids)
        .map(id -> target(id, "address: here"))
        .collect(Collectors.joining("", "targets:\n", ""));
  }

  /** One entry of the list, with these settings for its driver. */
  static String target(String id, String settings) {
    return """
      - id: %s
        model: virtual-machines
        driver: {kind: recorded, settings: {%s}}
        nodes: [{name: slot, cpus: 1, memoryMiB: 512, maximum: 4}]
    """
        .formatted(id, settings);
  }
}
