package dev.berth.targets.vm.settingup;

import dev.berth.targets.api.SettingsReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How machines are made ready, from the target's settings.
 *
 * @param tool {@code set-up}
 * @param path {@code set-up-path}: a playbook, a manifest or control folder, or a cookbook's
 *     folder; null for what comes with Berth
 * @param variables {@code set-up-variables}: what the tool is told, {@code key=value}
 * @param program {@code set-up-program}: {@code ansible-playbook} if not said, or its path
 * @param timeout {@code set-up-timeout}: 20 minutes
 */
public record SetUpSettings(
    Tool tool,
    @Nullable Path path,
    Map<String, String> variables,
    String program,
    Duration timeout) {

  /** The settings that are read here. */
  public static final Set<String> NAMES =
      Set.of("set-up", "set-up-path", "set-up-variables", "set-up-program", "set-up-timeout");

  /** What makes machines ready. */
  public enum Tool {
    NONE,
    CLOUD_INIT,
    ANSIBLE,
    PUPPET,
    CHEF
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if one is wrong, naming it
   */
  public static SetUpSettings of(SettingsReader settings) {
    String said = settings.text("set-up", "none");
    Tool tool =
        switch (said) {
          case "none" -> Tool.NONE;
          case "cloud-init" -> Tool.CLOUD_INIT;
          case "ansible" -> Tool.ANSIBLE;
          case "puppet" -> Tool.PUPPET;
          case "chef" -> Tool.CHEF;
          default ->
              throw settings.wrong(
                  "set-up", said, "is none of none, cloud-init, ansible, puppet, chef");
        };
    String path = settings.textOrNull("set-up-path");
    if (path != null && (tool == Tool.NONE || tool == Tool.CLOUD_INIT)) {
      throw settings.wrong("set-up-path", path, "is of no use to " + said);
    }
    Map<String, String> variables = settings.pairs("set-up-variables");
    for (String name : variables.keySet()) {
      if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
        throw settings.wrong("set-up-variables", name, "is not the name of a variable");
      }
    }
    return new SetUpSettings(
        tool,
        path == null ? null : Path.of(path).toAbsolutePath().normalize(),
        variables,
        settings.text("set-up-program", "ansible-playbook"),
        settings.duration("set-up-timeout", Duration.ofMinutes(20)));
  }

  /** The tool, over those ways. */
  public SetUp over(Ways ways) {
    return switch (tool) {
      case NONE -> new NoSetUp();
      case CLOUD_INIT -> new CloudInit(ways, timeout);
      case ANSIBLE -> new Ansible(ways, program, path, variables, timeout);
      case PUPPET -> new Puppet(ways, path, variables, timeout);
      case CHEF -> new Chef(ways, path, variables, timeout);
    };
  }
}
