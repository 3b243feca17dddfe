package dev.berth.targets.vm.settingup;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Facts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks whether what makes machines ready is there: here, or on the hosts that stand. */
public final class SetUpChecks {

  private SetUpChecks() {}

  /** Of a target whose machines are made: as far as this machine has it. */
  public static CheckOutcome outcome(SetUpSettings settings) {
    Failed unreadable = unreadable(settings);
    if (unreadable != null) {
      return unreadable;
    }
    return switch (settings.tool()) {
      case NONE -> new Skipped("set-up is none: the image has all that attempts need");
      case ANSIBLE -> AnsibleCheck.outcome(settings);
      case CLOUD_INIT, PUPPET, CHEF ->
          new Skipped(
              "%s: it runs on the machines, whose image must have it"
                  .formatted(ToolOnHosts.of(settings).called()));
    };
  }

  /**
   * Lines of a shell, which print what {@link #outcome(SetUpSettings, Map)} reads; none if nothing
   * is to be looked for on hosts.
   */
  public static String look(SetUpSettings settings) {
    return switch (settings.tool()) {
      case NONE, ANSIBLE -> "";
      case CLOUD_INIT, PUPPET, CHEF -> ToolOnHosts.of(settings).look();
    };
  }

  /**
   * Of a target whose hosts stand.
   *
   * @param heard what they have printed; those that do not answer are left out
   */
  public static CheckOutcome outcome(SetUpSettings settings, Map<Machine, Facts> heard) {
    Failed unreadable = unreadable(settings);
    if (unreadable != null) {
      return unreadable;
    }
    return switch (settings.tool()) {
      case NONE -> new Skipped("set-up is none: the hosts have all that attempts need");
      case ANSIBLE -> AnsibleCheck.outcome(settings);
      case CLOUD_INIT, PUPPET, CHEF ->
          heard.isEmpty()
              ? new Skipped("no host answers")
              : ToolOnHosts.of(settings).outcome(heard);
    };
  }

  private static @Nullable Failed unreadable(SetUpSettings settings) {
    Path path = settings.path();
    return path == null || Files.isReadable(path)
        ? null
        : new Failed(
            "set-up-path %s cannot be read".formatted(path),
            "mend set-up-path, or the file's owner and mode");
  }
}
