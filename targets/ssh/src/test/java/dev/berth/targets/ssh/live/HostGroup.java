package dev.berth.targets.ssh.live;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A group of machines, h1, h2 and so on, with faults on demand. A test starts its own.
 *
 * @param name of the group
 * @param reached how they are reached, by the names that the script prints
 */
public record HostGroup(String name, Map<String, String> reached) implements AutoCloseable {

  /** Copies the map. */
  public HostGroup {
    reached = Map.copyOf(reached);
  }

  /** A group that is up; options as the script takes them. */
  public static HostGroup start(String name, int hosts, String... options) {
    List<String> words =
        new ArrayList<>(List.of("start", name, "--hosts", Integer.toString(hosts)));
    words.addAll(List.of(options));
    Script.run(words);
    return new HostGroup(
        name,
        Script.run(List.of("env", name))
            .lines()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
  }

  /** As a target's settings name it: {@code h1=10.87.0.11,h2=…}. */
  public String inventory() {
    return reached.get("HOSTS_INVENTORY") + "";
  }

  /** The file of the private key of {@code root}, and of {@code admin}, who may use sudo. */
  public Path key() {
    return Path.of(reached.get("HOSTS_KEY") + "");
  }

  /** The file of the machines' host keys. */
  public Path knownHosts() {
    return Path.of(reached.get("HOSTS_KNOWN_HOSTS") + "");
  }

  /** An ssh configuration that knows the machines. */
  public Path sshConfig() {
    return Path.of(reached.get("HOSTS_SSH_CONFIG") + "");
  }

  /** What a command prints there, as root. */
  public String on(String host, String command) {
    return Script.run(List.of("on", name, host, command));
  }

  /** It loses its power. */
  public void kill(String host) {
    Script.run(List.of("kill", name, host));
  }

  /** It gets its power back, and has its old disk. */
  public void boot(String host) {
    Script.run(List.of("boot", name, host));
  }

  /** Another machine of that name and address comes up. */
  public void replace(String host) {
    Script.run(List.of("boot", name, host, "--fresh"));
  }

  /** Its cable is cut. */
  public void partition(String host) {
    Script.run(List.of("partition", name, host));
  }

  /** Its cable is mended. */
  public void heal(String host) {
    Script.run(List.of("heal", name, host));
  }

  /** Its cloud says that it takes it back. */
  public void preemptNotice(String host) {
    Script.run(List.of("preempt-notice", name, host));
  }

  /** It is another one's turn. */
  public void takeNoticeBack(String host) {
    Script.run(List.of("preempt-notice", name, host, "--clear"));
  }

  /** Ends the machines, and deletes all of them. */
  @Override
  public void close() {
    Script.run(List.of("stop", name));
  }
}
