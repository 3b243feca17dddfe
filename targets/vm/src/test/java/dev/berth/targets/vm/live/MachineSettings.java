package dev.berth.targets.vm.live;

import dev.berth.targets.ssh.live.HostGroup;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Settings of targets over a group's machines, with times far shorter than anybody else's. */
public final class MachineSettings {

  private MachineSettings() {}

  /** Over the machines that the group has from its start. */
  public static Map<String, String> standing(HostGroup group) {
    Map<String, String> settings = haste(group);
    settings.put("hosts", group.inventory());
    settings.put("user", "root");
    settings.put("known-hosts", group.knownHosts().toString());
    return settings;
  }

  /**
   * Over machines that Terraform makes there for each attempt.
   *
   * @param folder for working folders, states and locks
   */
  public static Map<String, String> made(HostGroup group, Path folder) {
    Map<String, String> settings = haste(group);
    settings.put("terraform", HostGroup.module().toString());
    settings.put("terraform-folder", folder.toString());
    settings.put("terraform-inputs", "group=" + group.folder());
    settings.put("berth-addresses", group.reached().get("HOSTS_GATEWAY") + "/32");
    settings.put("user", "admin");
    settings.put("boot-timeout", "PT1M");
    settings.put("settle", "PT2S");
    return settings;
  }

  private static Map<String, String> haste(HostGroup group) {
    return new TreeMap<>(
        Map.of(
            "key", group.key().toString(),
            "notices", "none",
            "timeout", "PT3S",
            "start-within", "PT20S",
            "grace", "PT3S",
            "interval", "PT0.5S"));
  }
}
