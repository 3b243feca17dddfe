package dev.berth.targets.vm.making;

import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Machines that are told who they are.
 *
 * @param hosts which they are
 */
record Booting(HostGroup hosts) {

  /** Their init has no services: whoever restarts sshd there has it read its key again. */
  private static final String SERVICES =
      """
      printf '#!/bin/sh\nkill -HUP $(cat /run/sshd.pid)\n' >/usr/local/bin/systemctl
      printf '#!/bin/sh\necho "$*" >/root/shutdown\n' >/usr/local/bin/shutdown
      chmod 755 /usr/local/bin/systemctl /usr/local/bin/shutdown
      """;

  /** Has it know of services, and of a time at which it is switched off. */
  void withServices(String host) {
    hosts.on(host, SERVICES);
  }

  Machine machine(String host, @Nullable String key) {
    return new Machine(host, address(host), null, "berth", key, null);
  }

  private String address(String host) {
    for (String one : hosts.inventory().split(",")) {
      if (one.startsWith(host + "=")) {
        return one.substring(host.length() + 1);
      }
    }
    throw new AssertionError(host + " is not in " + hosts.inventory());
  }

  /** Its own key, as the group's file of known hosts has it. */
  String pinned(String host) throws IOException {
    return Files.readAllLines(hosts.knownHosts()).stream()
        .filter(line -> line.startsWith(host + ","))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .findFirst()
        .orElseThrow();
  }

  /** The public key by which Berth comes. */
  String ours() throws IOException {
    Path key = hosts.key();
    return Files.readString(key.resolveSibling(key.getFileName() + ".pub")).strip();
  }

  Access access() {
    return new Access(
        "berth", null, List.of(), hosts.key().toString(), null, ".berth/t", Duration.ofSeconds(20));
  }

  static HostKey key(Path folder) throws Exception {
    return HostKeys.make(Files.createDirectories(folder.resolve("keys")), List.of("one"))
        .values()
        .iterator()
        .next();
  }
}
