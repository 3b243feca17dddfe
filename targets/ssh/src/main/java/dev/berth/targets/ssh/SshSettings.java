package dev.berth.targets.ssh;

import dev.berth.targets.api.SettingsReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings that all targets share which are reached by ssh. */
public final class SshSettings {

  /** Their names: {@code user}, {@code ssh-config} and {@code ssh-options}. */
  public static final Set<String> NAMES = Set.of("user", "ssh-config", "ssh-options");

  private SshSettings() {}

  /**
   * A host by the name or address that the ssh configuration takes.
   *
   * @param setting which setting names it
   * @throws IllegalArgumentException if a setting is wrong, naming it
   */
  public static Host host(SettingsReader said, String setting, String address) {
    return Host.configured(
        plain(said, setting, address), user(said), said.textOrNull("ssh-config"), options(said));
  }

  /** Who to be there; null for what the ssh configuration says. */
  public static @Nullable String user(SettingsReader said) {
    String user = said.textOrNull("user");
    return user == null ? null : plain(said, "user", user);
  }

  /** Options as {@code -o} takes them, separated by semicolons. */
  public static List<String> options(SettingsReader said) {
    return Stream.of(said.text("ssh-options", ";").split(";"))
        .map(String::strip)
        .filter(option -> !option.isEmpty())
        .toList();
  }

  /** A host that began with a dash would be taken for an option. */
  public static String plain(SettingsReader said, String name, String text) {
    if (!text.matches("[\\w][-\\w.@:]*")) {
      throw said.wrong(name, text, "is not a plain name");
    }
    return text;
  }
}
