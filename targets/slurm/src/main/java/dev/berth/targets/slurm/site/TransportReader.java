package dev.berth.targets.slurm.site;

import dev.berth.targets.api.SettingsReader;
import dev.berth.targets.ssh.SshSettings;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how the system is spoken to. */
final class TransportReader {

  private final SettingsReader said;
  private final SiteProfile profile;

  TransportReader(SettingsReader said, SiteProfile profile) {
    this.said = said;
    this.profile = profile;
  }

  Transport transport() {
    String url = said.textOrNull("url");
    String transport = said.text("transport", url == null ? "ssh" : "rest");
    return switch (transport) {
      case "rest" -> rest(url);
      case "ssh" -> ssh();
      default -> throw said.wrong("transport", transport, "is neither rest nor ssh");
    };
  }

  /** By ssh where it is said how, and REST is spoken otherwise. */
  Transport.@Nullable Ssh files() {
    return transport() instanceof Transport.Rest && said.textOrNull("host") != null ? ssh() : null;
  }

  private Transport.Rest rest(@Nullable String url) {
    if (url == null) {
      throw said.wrong("url is missing: the address of slurmrestd");
    }
    return new Transport.Rest(address(url), token(), restUser());
  }

  private URI address(String url) {
    try {
      URI address = URI.create(url.replaceAll("/+$", ""));
      if (address.getHost() != null
          && address.getUserInfo() == null
          && address.getQuery() == null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Said below, as for any other text that is none.
    }
    throw said.wrong("url", url, "is not an http or https address");
  }

  private Transport.Token token() {
    String file = said.textOrNull("token-file");
    String command = said.textOrNull("token-command");
    if ((file == null) == (command == null)) {
      throw said.wrong(
          file == null
              ? "token-file is missing, or token-command"
              : "token-file and token-command exclude each other");
    }
    return file == null
        ? new Transport.Token.Printed(List.of(String.valueOf(command).strip().split("\\s+")))
        : new Transport.Token.InFile(file);
  }

  private Transport.Ssh ssh() {
    String host = said.textOrNull("host");
    if (host == null) {
      host = profile.login();
    }
    if (host == null) {
      throw said.wrong("host is missing: a login node, as ssh calls it");
    }
    return new Transport.Ssh(SshSettings.host(said, "host", host), commands());
  }

  private @Nullable String commands() {
    String folder = said.textOrNull("commands");
    if (folder != null && !folder.startsWith("/")) {
      throw said.wrong("commands", folder, "is not an absolute path");
    }
    return folder;
  }

  private @Nullable String restUser() {
    String user = said.textOrNull("rest-user");
    return user == null ? null : SshSettings.plain(said, "rest-user", user);
  }
}
