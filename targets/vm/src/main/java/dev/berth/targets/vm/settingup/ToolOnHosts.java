package dev.berth.targets.vm.settingup;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Facts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A tool that makes a machine ready by running there. Hosts must have it, and let it be root.
 *
 * @param called as people know it
 * @param finding lines of a shell that print where it is, as they are run before the tool itself
 * @param asRoot whether it has to be root
 * @param remedy what to do where it is missing
 */
record ToolOnHosts(String called, String finding, boolean asRoot, String remedy) {

  /**
   * That of those settings.
   *
   * @throws IllegalArgumentException if theirs does not run on machines
   */
  static ToolOnHosts of(SetUpSettings settings) {
    return switch (settings.tool()) {
      case CLOUD_INIT ->
          new ToolOnHosts(
              "cloud-init",
              "command -v cloud-init",
              false,
              "hosts that no cloud-init has made are made ready by another set-up");
      case PUPPET -> new ToolOnHosts("Puppet", Puppet.FINDING, true, "install puppet-agent there");
      case CHEF ->
          new ToolOnHosts(
              "client of Chef or Cinc",
              Chef.FINDING,
              true,
              "install Chef Infra Client, or Cinc Client, there");
      case NONE, ANSIBLE ->
          throw new IllegalArgumentException(settings.tool() + " does not run on machines");
    };
  }

  /** Lines of a shell that print where it is, its version, and whether it may be root. */
  String look() {
    String root =
        asRoot
            ? """
            [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || printf 'set-up-root\\tno\\n'
            """
            : "";
    return """
    (
    tool=$(
    %s
    ) || exit 0
    %sif said=$("$tool" --version 2>&1); then name=set-up; else name=set-up-broken; fi
    printf '%%s\\t%%s\\n' "$name" "$(printf '%%s\\n' "$said" | head -n 1)"
    )
    """
        .formatted(finding.strip(), root);
  }

  /** What came of it, by what the hosts have printed. */
  CheckOutcome outcome(Map<Machine, Facts> heard) {
    List<String> without = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    List<String> rootless = new ArrayList<>();
    Map<String, List<String>> versions = new LinkedHashMap<>();
    heard.forEach((host, said) -> {
      Optional<String> why = said.first("set-up-broken");
      Optional<String> version = said.first("set-up");
      if (why.isPresent()) {
        broken.add("%s: %s".formatted(host.name(), why.get()));
      } else if (version.isPresent()) {
        versions.computeIfAbsent(version.get(), _ -> new ArrayList<>()).add(host.name());
      } else {
        without.add(host.name());
      }
      if (said.has("set-up-root")) {
        rootless.add(host.name());
      }
    });
    if (!without.isEmpty()) {
      return new Failed(
          "there is no %s on %s".formatted(called, String.join(", ", without)), remedy);
    }
    if (!broken.isEmpty()) {
      return new Failed(
          "%s cannot be run: %s".formatted(called, String.join("; ", broken)),
          "run it there by hand with --version until it prints that");
    }
    return rootless.isEmpty()
        ? new Passed(
            versions.entrySet().stream()
                .map(one -> "%s on %s".formatted(one.getKey(), String.join(", ", one.getValue())))
                .collect(Collectors.joining("; ", called + ": ", "")))
        : new Failed(
            "%s has to be root, and sudo is missing or asks for a password on %s"
                .formatted(called, String.join(", ", rootless)),
            "let the user be root there by sudo without a password (NOPASSWD), or name root by user");
  }
}
