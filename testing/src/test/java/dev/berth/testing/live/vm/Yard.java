package dev.berth.testing.live.vm;

import dev.berth.contracts.TargetId;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.vm.live.MachineSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A group of machines as a target of the loop.
 *
 * @param id the target's
 * @param group which
 * @param settings of the driver
 * @param maximum how many machines there are, or may be made
 */
record Yard(TargetId id, HostGroup group, Map<String, String> settings, int maximum) {

  /** Cores of a machine, as the fleet file has it. */
  static final int CPUS = 4;

  private static final int MEMORY_MIB = 2_000;
  private static final int MOST_ATTEMPTS = 100;

  /** What such a target costs: jobs prefer what is free. */
  private static final double PRICE = 0.1;

  Yard {
    settings = Map.copyOf(settings);
  }

  /** Over hosts that stand. */
  static Yard standing(HostGroup group, int hosts, Map<String, String> further) {
    Map<String, String> settings = MachineSettings.standing(group);
    settings.put("user", "admin");
    settings.put("checkpoints", Counting.CHECKPOINTS);
    settings.putAll(further);
    return new Yard(new TargetId(group.name()), group, settings, hosts);
  }

  /**
   * Over machines that are made for each attempt.
   *
   * @param folder in which Terraform's working folder is to be
   * @param maximum how many there may be at a time
   */
  static Yard made(HostGroup group, Path folder, int maximum, Map<String, String> further) {
    Map<String, String> settings = MachineSettings.made(group, folder.resolve(group.name()));
    settings.put("checkpoints", Counting.CHECKPOINTS);
    settings.putAll(further);
    return new Yard(new TargetId(group.name()), group, settings, maximum);
  }

  boolean makes() {
    return settings.containsKey("terraform");
  }

  /** Where Terraform works. */
  Path folder() {
    return Path.of(settings.getOrDefault("terraform-folder", ""));
  }

  /** As a fleet file has it. */
  Map<String, Object> target() {
    Map<String, Object> node =
        new TreeMap<>(
            Map.of("name", "small", "cpus", CPUS, "memoryMiB", MEMORY_MIB, "maximum", maximum));
    if (makes()) {
      node.put("pricePerHour", PRICE);
      node.put("preemptiblePricePerHour", PRICE);
    }
    return Map.of(
        "id", id.value(),
        "model", "virtual-machines",
        "driver", Map.of("kind", "vm", "settings", settings),
        "runtimes", List.of("command"),
        "nodes", List.of(node),
        "maximumAttempts", MOST_ATTEMPTS);
  }
}
