package dev.berth.targets.vm.remote;

import dev.berth.targets.ssh.Host;
import dev.berth.targets.vm.machines.Machine;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a target's machines are reached, as far as they do not say it themselves.
 *
 * @param user who to be there; null for what the ssh configuration says
 * @param config the file of the ssh configuration; null for the user's own
 * @param options as ssh's {@code -o} takes them
 * @param key the file of the private key; null for what the ssh configuration says
 * @param knownHosts the file of known hosts; null for the user's own
 * @param folder Berth's folder there; one that is not absolute is in the home folder
 * @param timeout of one program there, and of connecting
 */
public record Access(
    @Nullable String user,
    @Nullable String config,
    List<String> options,
    @Nullable String key,
    @Nullable String knownHosts,
    String folder,
    Duration timeout) {

  /** Copies the list. */
  public Access {
    options = List.copyOf(options);
  }

  /** That machine, as ssh gets there. */
  public Host host(Machine machine) {
    return new Host(
        machine.address(),
        machine.port(),
        machine.user() == null ? user : machine.user(),
        config,
        options,
        key,
        machine.hostKey(),
        knownHosts);
  }
}
