package dev.berth.targets.ssh.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A group of machines, h1, h2 and so on, with faults on demand. A test starts its own.
 *
 * @param name of the group
 * @param reached how they are reached, by the names that the script prints
 */
public record HostGroup(String name, Map<String, String> reached) implements AutoCloseable {

  private static final Script HOSTS = new Script("testing/live/hosts/hosts");

  /** Copies the map. */
  public HostGroup {
    reached = Map.copyOf(reached);
  }

  /** A group that is up; options as the script takes them. */
  public static HostGroup start(String name, int hosts, String... options) {
    List<String> words =
        new ArrayList<>(List.of("start", name, "--hosts", Integer.toString(hosts)));
    words.addAll(List.of(options));
    HOSTS.run(words.toArray(String[]::new));
    return new HostGroup(
        name,
        HOSTS
            .run("env", name)
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

  /** The group's folder, by which Terraform's module names it. */
  public Path folder() {
    return Path.of(reached.get("HOSTS_FOLDER") + "");
  }

  /** The folder of a Terraform module that makes machines in such groups. */
  public static Path module() {
    return Script.repository().resolve("testing/live/hosts/module");
  }

  /** The machines that were ordered of this group as a cloud and not destroyed, by their names. */
  public Map<String, Ordered> ordered() {
    Path machines = folder().resolve("cloud/machines");
    Map<String, Ordered> ordered = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(machines, "*.json")) {
      for (Path file : files) {
        JsonNode said = Json.mapper().readTree(Files.readString(file));
        String place = Files.readString(Path.of(file.toString().replace(".json", ".host")));
        Ordered one = new Ordered(said.path("attempt").asText(), place.split(" ", 2)[0]);
        ordered.put(said.path("name").asText() + '@' + one.host(), one);
      }
    } catch (NoSuchFileException e) {
      // One was destroyed meanwhile.
      return ordered();
    } catch (IOException e) {
      throw new UncheckedIOException(machines.toString(), e);
    }
    return ordered;
  }

  /**
   * A machine that was ordered.
   *
   * @param attempt for whom, as whoever ordered it said
   * @param host which it is
   */
  public record Ordered(String attempt, String host) {}

  /** What was marked at this group as a cloud and not destroyed, by attempt. */
  public List<String> marked() {
    Path marks = folder().resolve("cloud/marks");
    List<String> marked = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(marks, "*.json")) {
      for (Path file : files) {
        marked.add(Json.mapper().readTree(Files.readString(file)).path("attempt").asText());
      }
    } catch (NoSuchFileException e) {
      return marked();
    } catch (IOException e) {
      throw new UncheckedIOException(marks.toString(), e);
    }
    return marked;
  }

  /** What a command prints there, as root. */
  public String on(String host, String command) {
    return HOSTS.run("on", name, host, command);
  }

  /** It loses its power. */
  public void kill(String host) {
    HOSTS.run("kill", name, host);
  }

  /** It gets its power back, and has its old disk. */
  public void boot(String host) {
    HOSTS.run("boot", name, host);
  }

  /** Another machine of that name and address comes up. */
  public void replace(String host) {
    HOSTS.run("boot", name, host, "--fresh");
  }

  /** Its cable is cut. */
  public void partition(String host) {
    HOSTS.run("partition", name, host);
  }

  /** Its cable is mended. */
  public void heal(String host) {
    HOSTS.run("heal", name, host);
  }

  /**
   * What knows whether a machine has power, though nobody reaches it: a program's words, as the
   * setting {@code power-status} has them; it says {@code on} or {@code off}.
   */
  public String powerStatus() {
    return "env BERTH_LIVE_STATE=%s %s power %s {name}"
        .formatted(folder().resolve("../..").normalize(), HOSTS.file(), name);
  }

  /** Its cloud says that it takes it back. */
  public void preemptNotice(String host) {
    HOSTS.run("preempt-notice", name, host);
  }

  /** It is another one's turn. */
  public void takeNoticeBack(String host) {
    HOSTS.run("preempt-notice", name, host, "--clear");
  }

  /** Ends the machines, and deletes all of them. */
  @Override
  public void close() {
    HOSTS.run("stop", name);
  }
}
