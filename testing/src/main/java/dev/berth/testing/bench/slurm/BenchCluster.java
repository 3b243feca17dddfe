package dev.berth.testing.bench.slurm;

import dev.berth.contracts.Json;
import dev.berth.contracts.TargetId;
import dev.berth.testing.platform.Home;
import dev.berth.testing.platform.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The cluster that is measured against; it was started by {@code testing/live/slurm/cluster}.
 *
 * @param name as it was started
 */
record BenchCluster(String name) {

  /** Of the partition that takes jobs and starts none, so that nothing but Slurm costs time. */
  static final String PARTITION = "down";

  static final TargetId TARGET = new TargetId("bench");

  private static final String NAME = "BERTH_LIVE_SLURM_CLUSTER";
  private static final long PATIENCE_SECONDS = 120;
  private static final Duration LOOK = Duration.ofMillis(200);

  /** What has to be done before there is one; empty if nothing. */
  static Optional<String> missing() {
    String said = System.getenv(NAME);
    return said == null || said.isEmpty()
        ? Optional.of(
            "%s is not set; testing/live/bench starts a cluster, measures and ends it. One that stays, as root: testing/live/slurm/cluster install trixie, then testing/live/slurm/cluster start bench, and %s=bench"
                .formatted(NAME, NAME))
        : Optional.empty();
  }

  /**
   * The one that the environment names.
   *
   * @throws IllegalStateException if it names none, and how to get one
   */
  static BenchCluster given() {
    missing()
        .ifPresent(problem -> {
          throw new IllegalStateException(problem);
        });
    return new BenchCluster(System.getenv(NAME));
  }

  private Map<String, String> environment() {
    return run("env", List.of())
        .lines()
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  /** Where a job is submitted by REST, in the newest version that the cluster has. */
  URI submission() {
    Map<String, String> environment = environment();
    String versions = environment.getOrDefault("SLURM_REST_VERSIONS", "");
    return URI.create(
        "%s/slurm/%s/job/submit"
            .formatted(
                environment.get("SLURM_REST_URL"),
                versions.substring(versions.lastIndexOf(',') + 1)));
  }

  String token() {
    return run("token", List.of("berth", "7200")).strip();
  }

  /**
   * Writes the fleet file that has this cluster and nothing else, for every service.
   *
   * @param settings further settings of the driver
   */
  Map<Part, Path> fleets(Path folder, Map<String, String> settings) {
    Map<String, String> environment = environment();
    Path scratch = Path.of(environment.getOrDefault("SLURM_HOME", ""), "bench");
    run("as", List.of("mkdir", "-p", scratch.toString()));
    try {
      Map<String, String> all = new TreeMap<>(settings);
      all.put("partition", PARTITION);
      all.put("scratch", scratch.toString());
      all.put("host", environment.getOrDefault("SLURM_SSH_HOST", name));
      all.put("ssh-config", environment.getOrDefault("SLURM_SSH_CONFIG", ""));
      all.put("url", environment.getOrDefault("SLURM_REST_URL", ""));
      all.put("token-file", Files.writeString(folder.resolve("token"), token()).toString());
      Map<String, Object> target =
          Map.of(
              "id",
              TARGET,
              "model",
              "hpc",
              "dialect",
              "generic",
              "driver",
              Map.of("kind", "slurm", "settings", all),
              "nodes",
              List.of(Map.of("name", "node", "cpus", 8, "memoryMiB", 8000, "maximum", 2)),
              "maximumAttempts",
              100_000);
      Path file =
          Files.writeString(
              folder.resolve("fleet.yaml"),
              Json.mapper().writeValueAsString(Map.of("targets", List.of(target))));
      return Part.SERVICES.stream().collect(Collectors.toMap(part -> part, _ -> file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all jobs and waits until none waits or runs. */
  void clear() throws InterruptedException {
    client("scancel", "--user=berth");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!client("squeue", "--noheader").isBlank()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("jobs do not go away on " + name);
      }
      Thread.sleep(LOOK);
    }
  }

  /** One of Slurm's commands, as its administrator. */
  String client(String... command) {
    return run("client", List.of(command));
  }

  private String run(String verb, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Home.found().path().resolve("testing/live/slurm/cluster").toString());
    command.addAll(List.of(verb, name));
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + " ended with " + process.exitValue());
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(command.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was interrupted", e);
    }
  }
}
