package dev.berth.targets.vm;

import dev.berth.targets.api.SettingsReader;
import dev.berth.targets.api.Target;
import dev.berth.targets.ssh.SshSettings;
import dev.berth.targets.vm.making.MakingSettings;
import dev.berth.targets.vm.power.PowerStatus;
import dev.berth.targets.vm.remote.Access;
import dev.berth.targets.vm.running.RunSettings;
import dev.berth.targets.vm.settingup.SetUpSettings;
import dev.berth.targets.vm.standing.Inventory;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a target of virtual machines.
 *
 * @param access how machines are reached
 * @param origin where its machines come from
 * @param setUp what makes them ready
 * @param run how programs are run there
 * @param interval {@code interval}: how long between two looks of a watch
 */
record VmSettings(
    Access access, Origin origin, SetUpSettings setUp, RunSettings run, Duration interval) {

  private static final Set<String> OURS =
      Set.of(
          "hosts",
          "inventory",
          "user",
          "ssh-config",
          "ssh-options",
          "key",
          "known-hosts",
          "scratch",
          "workdir",
          "checkpoints",
          "ray",
          "container-engine",
          "notices",
          "notice-signal",
          "grace",
          "start-within",
          "retention",
          "timeout",
          "interval");

  /** Letters, digits and what needs no quoting. */
  private static final String PLAIN_PATH = "[-+._/a-zA-Z0-9]+";

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if one is wrong, naming it
   */
  static VmSettings read(Target target) {
    SettingsReader said = new SettingsReader(target, known());
    return new VmSettings(
        new Access(
            SshSettings.user(said),
            said.textOrNull("ssh-config"),
            SshSettings.options(said),
            said.textOrNull("key"),
            said.textOrNull("known-hosts"),
            matching(said, "scratch", ".berth/" + target.id(), PLAIN_PATH, "is not a plain path"),
            said.duration("timeout", Duration.ofSeconds(20))),
        origin(target, said),
        SetUpSettings.of(said),
        run(said),
        said.duration("interval", Duration.ofSeconds(5)));
  }

  private static Set<String> known() {
    Set<String> known = new TreeSet<>(OURS);
    known.addAll(MakingSettings.NAMES);
    known.addAll(SetUpSettings.NAMES);
    known.addAll(PowerStatus.NAMES);
    return known;
  }

  private static Origin origin(Target target, SettingsReader said) {
    String module = said.textOrNull("terraform");
    boolean hosts = said.textOrNull("hosts") != null || said.textOrNull("inventory") != null;
    if (module != null && hosts) {
      throw said.wrong("terraform", module, "and hosts or inventory exclude each other");
    }
    PowerStatus power = PowerStatus.of(said);
    if (module == null) {
      return new Origin.Standing(Inventory.read(target, said), power);
    }
    if (power != null) {
      throw said.wrong(
          "power-status",
          String.join(" ", power.words()),
          "is for hosts that stand: what became of machines that are made, their provider says");
    }
    return new Origin.Made(MakingSettings.of(said));
  }

  private static RunSettings run(SettingsReader said) {
    return new RunSettings(
        absolute(said, "workdir"),
        checkpoints(said),
        absolute(said, "ray"),
        matching(
            said, "container-engine", "podman", "podman|docker", "is neither podman nor docker"),
        matching(
            said,
            "notices",
            "auto",
            "auto|ec2|compute-engine|azure|none",
            "is none of auto, ec2, compute-engine, azure, none"),
        matching(said, "notice-signal", "TERM", "[A-Z][A-Z0-9]+", "is not a signal's name"),
        said.duration("grace", Duration.ofSeconds(30)),
        said.duration("start-within", Duration.ofMinutes(2)),
        (int) Math.max(1, said.duration("retention", Duration.ofDays(30)).toDays()));
  }

  private static @Nullable String absolute(SettingsReader said, String name) {
    String path = said.textOrNull(name);
    if (path != null && !path.startsWith("/")) {
      throw said.wrong(name, path, "is not an absolute path");
    }
    return path;
  }

  private static @Nullable String checkpoints(SettingsReader said) {
    String place = said.textOrNull("checkpoints");
    if (place != null && !place.startsWith("/") && !place.matches("[a-z][-+.a-z0-9]*:.+")) {
      throw said.wrong("checkpoints", place, "is neither an absolute path nor a URI");
    }
    return place;
  }

  private static String matching(
      SettingsReader said, String name, String otherwise, String pattern, String problem) {
    String text = said.text(name, otherwise);
    if (!text.matches(pattern)) {
      throw said.wrong(name, text, problem);
    }
    return text;
  }
}
