package dev.berth.targets.ssh;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host, and how ssh is to get there. What is null is left to the ssh configuration.
 *
 * @param address its address, or a name that the ssh configuration knows
 * @param port of its sshd, from 1 to 65,535
 * @param user who to be there
 * @param config the file of the ssh configuration; null for the user's own
 * @param options as {@code -o} takes them; they go before all else
 * @param key the file of the private key, to be the only one that is offered
 * @param hostKey the one host key that it may have, such as {@code ssh-ed25519 AAAA…}; null for
 *     what the known hosts say
 * @param knownHosts the file of known hosts, in place of the user's own
 */
public record Host(
    String address,
    @Nullable Integer port,
    @Nullable String user,
    @Nullable String config,
    List<String> options,
    @Nullable String key,
    @Nullable String hostKey,
    @Nullable String knownHosts) {

  /**
   * Checks what becomes a word of ssh's.
   *
   * @throws IllegalArgumentException if the address is none, or the host key is not a type and a
   *     key
   */
  public Host {
    if (!address.matches("[\\w][-\\w.@:]*")) {
      throw new IllegalArgumentException("host '%s' is not a plain name".formatted(address));
    }
    if (hostKey != null && !hostKey.matches("[-@.\\w]+ [A-Za-z0-9+/=]+")) {
      throw new IllegalArgumentException(
          "host key '%s' is not a type and a key".formatted(hostKey));
    }
    options = List.copyOf(options);
  }

  /** A host that the ssh configuration knows all of. */
  public static Host configured(
      String address, @Nullable String user, @Nullable String config, List<String> options) {
    return new Host(address, null, user, config, options, null, null, null);
  }

  /** Words for ssh that are this host's own: who, where, by which key, and whom to trust. */
  public List<String> own() {
    List<String> words = new ArrayList<>();
    if (user != null) {
      words.addAll(List.of("-l", user));
    }
    if (port != null) {
      words.addAll(List.of("-p", port.toString()));
    }
    if (key != null) {
      words.addAll(List.of("-o", "IdentitiesOnly=yes", "-o", "IdentityFile=" + escaped(key)));
    }
    words.addAll(trust());
    return words;
  }

  /**
   * A pinned key is handed over by a command that prints it (ssh_config(5), KnownHostsCommand), so
   * that there is no file which a killed program would leave.
   */
  private List<String> trust() {
    if (hostKey != null) {
      return List.of(
          "-o", "StrictHostKeyChecking=yes",
          "-o", "UserKnownHostsFile=/dev/null",
          "-o", "GlobalKnownHostsFile=/dev/null",
          "-o", "HostKeyAlias=berth-pinned",
          "-o", "KnownHostsCommand=/bin/echo berth-pinned " + hostKey);
    }
    return knownHosts == null
        ? List.of()
        : List.of(
            "-o", "StrictHostKeyChecking=yes",
            "-o", "UserKnownHostsFile=" + escaped(knownHosts),
            "-o", "GlobalKnownHostsFile=/dev/null");
  }

  /** A path as ssh_config(5) takes it: blanks need quotes, and percent signs begin tokens. */
  private static String escaped(String path) {
    return '"' + path.replace("%", "%%") + '"';
  }
}
