package dev.berth.local.demo;

import dev.berth.contracts.AttemptId;
import dev.berth.local.platform.Home;
import dev.berth.local.platform.Place;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The project's own: real control planes on this machine, with nodes that are played. Their
 * containers do not run; everything that Berth speaks to is real.
 */
public final class ProjectClusters implements Clusters {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Home home;
  private final Path state;
  private final List<Cluster> started = new ArrayList<>();
  private String lostNode = "";

  /** In a folder of that platform's. */
  public ProjectClusters(Home home, Place place) {
    this.home = home;
    this.state = place.path().resolve("clusters");
  }

  /** What has to be done before they can be had; empty if nothing. */
  public static Optional<String> missing(Home home, Map<String, String> environment) {
    Path script = script(home);
    if (!Files.isExecutable(script)) {
      return Optional.of("there is no " + script);
    }
    Path cache =
        Path.of(
            environment.getOrDefault(
                "XDG_CACHE_HOME", environment.getOrDefault("HOME", "") + "/.cache"));
    Path binaries =
        Path.of(
            environment.getOrDefault(
                "BERTH_LIVE_KUBERNETES", cache.resolve("berth-live-kubernetes").toString()));
    return Files.isExecutable(binaries.resolve("bin/kube-apiserver"))
        ? Optional.empty()
        : Optional.of(
            "no control plane is built in %s: %s install does it (needs Go; some minutes)"
                .formatted(binaries, script));
  }

  private static Path script(Home home) {
    return home.path().resolve("testing/live/kubernetes/cluster");
  }

  @Override
  public void start() throws DemoFailure, InterruptedException {
    for (Map.Entry<String, String> one :
        List.of(Map.entry("east", "eks"), Map.entry("west", "gke"))) {
      String kubeconfig =
          run(
              "start",
              one.getKey(),
              "--dialect",
              one.getValue(),
              "--gpu-nodes",
              "0",
              "--cpu-nodes",
              "2");
      started.add(
          new Cluster(
              one.getKey(), one.getValue(), Path.of(kubeconfig.lines().toList().getLast())));
    }
  }

  @Override
  public List<Cluster> all() {
    return List.copyOf(started);
  }

  @Override
  public String description() {
    return "two control planes on this machine; their nodes, labelled as EKS' and GKE's, are played, so that no container runs";
  }

  @Override
  public String harm(Cluster cluster, AttemptId attempt) throws DemoFailure, InterruptedException {
    lostNode = cluster.node(attempt).orElseThrow(() -> new DemoFailure(attempt + " is on no node"));
    run("kill-node", cluster.toString(), lostNode);
    return "the machine of node %s loses its power".formatted(lostNode);
  }

  @Override
  public String settle(Cluster cluster) {
    cluster.deleteNode(lostNode);
    return "the cloud deletes the Node object of %s: now it is known to be off".formatted(lostNode);
  }

  @Override
  public void close() {
    started.forEach(Cluster::close);
    try {
      run("stop", "--all");
    } catch (DemoFailure e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String run(String... arguments) throws DemoFailure, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script(home).toString()));
    command.addAll(List.of(arguments));
    try {
      Files.createDirectories(state);
      File said = state.resolveSibling("cluster.out").toFile();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(said)
              .redirectError(
                  ProcessBuilder.Redirect.appendTo(state.resolveSibling("cluster.log").toFile()));
      builder.environment().put("BERTH_LIVE_STATE", state.toString());
      Process process = builder.start();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroy();
      }
      DemoFailure.unless(
          process.waitFor() == 0,
          "%s failed; see %s",
          String.join(" ", command),
          state.resolveSibling("cluster.log"));
      return Files.readString(said.toPath(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new DemoFailure(String.join(" ", command) + " cannot be run: " + e);
    }
  }
}
