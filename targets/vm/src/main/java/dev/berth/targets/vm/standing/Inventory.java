package dev.berth.targets.vm.standing;

import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.SettingsReader;
import dev.berth.targets.api.Target;
import dev.berth.targets.vm.machines.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of a target, and what each has: what the node of the host's own name says in the fleet
 * file, or else its first one.
 *
 * @param target whose hosts they are
 * @param hosts at least one, no name twice
 */
public record Inventory(Target target, List<Machine> hosts) {

  /** {@code NAME=ADDRESS}, {@code :PORT} if it is not ssh's own, and the host key. */
  private static final Pattern HOST =
      Pattern.compile(
          "(?<name>[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)=(?<address>[\\w][-\\w.]*)(:(?<port>\\d{1,5}))?(\\s+(?<key>\\S+ \\S+))?");

  /** Copies the list. */
  public Inventory {
    hosts = List.copyOf(hosts);
  }

  /**
   * Reads the settings {@code hosts}, pairs that are separated by commas, or {@code inventory}, a
   * file of such pairs, one a line, each with its host key if that is not among the known hosts.
   *
   * @throws IllegalArgumentException if a setting is wrong, naming it
   */
  public static Inventory read(Target target, SettingsReader said) {
    String file = said.textOrNull("inventory");
    List<String> lines = said.list("hosts");
    if (lines.isEmpty() == (file == null)) {
      throw said.wrong(
          file == null
              ? "hosts is missing, or inventory, or terraform"
              : "hosts and inventory exclude each other");
    }
    String setting = file == null ? "hosts" : "inventory";
    List<Machine> hosts = new ArrayList<>();
    for (String line : file == null ? lines : lines(said, file)) {
      hosts.add(host(said, setting, line));
    }
    if (hosts.isEmpty()) {
      throw said.wrong(setting, String.valueOf(file), "names no host");
    }
    if (hosts.stream().map(Machine::name).distinct().count() < hosts.size()) {
      throw said.wrong(
          setting,
          hosts.stream().map(Machine::name).collect(Collectors.joining(",")),
          "names a host twice");
    }
    return new Inventory(target, hosts);
  }

  private static List<String> lines(SettingsReader said, String file) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (IOException e) {
      throw said.wrong("inventory", file, "cannot be read: " + e);
    }
  }

  private static Machine host(SettingsReader said, String setting, String line) {
    Matcher matcher = HOST.matcher(line);
    if (!matcher.matches()) {
      throw said.wrong(setting, line, "is not NAME=ADDRESS[:PORT] [HOST-KEY]");
    }
    String port = matcher.group("port");
    if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535)) {
      throw said.wrong(setting, line, "has a port that is none");
    }
    return new Machine(
        matcher.group("name"),
        matcher.group("address"),
        port == null ? null : Integer.valueOf(port),
        null,
        matcher.group("key"),
        null);
  }

  /** That host, if there is one. */
  Optional<Machine> host(String name) {
    return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
  }

  /** How many are more than half of the hosts. */
  int majority() {
    return hosts.size() / 2 + 1;
  }

  /** What that host has in all. */
  Room room(Machine host) {
    NodeShape shape = shape(host);
    return new Room(
        shape.cpus(),
        shape.memoryMiB(),
        shape.accelerators() == null ? 0 : shape.accelerators().count());
  }

  /** The cores that the fleet file gives that host. */
  public double cpus(Machine host) {
    return shape(host).cpus();
  }

  /** The memory that the fleet file gives that host, in mebibytes. */
  public long memoryMiB(Machine host) {
    return shape(host).memoryMiB();
  }

  /** Of which kind its accelerators are; null if it has none. */
  @Nullable String acceleratorKind(Machine host) {
    NodeShape shape = shape(host);
    return shape.accelerators() == null ? null : shape.accelerators().kind();
  }

  private NodeShape shape(Machine host) {
    return target.nodes().stream()
        .filter(node -> node.name().equals(host.name()))
        .findFirst()
        .orElse(target.nodes().getFirst());
  }
}
