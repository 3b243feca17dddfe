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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The project's own: real control planes on this machine, with nodes that are played. Their
 * containers do not run; everything that Berth speaks to is real.
 */
public final class ProjectClusters implements Clusters {

  private static final String STATE = "BERTH_LIVE_STATE";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration UNDOING = Duration.ofSeconds(30);

  private final Home home;
  private final Path logs;
  private final Path state;
  private final List<Cluster> started = new ArrayList<>();
  private final Queue<String> begun = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Process child;
  private volatile boolean over;
  private String lostNode = "";

  /** In a folder of that platform's, unless the environment names another for such clusters. */
  public ProjectClusters(Home home, Place place, Map<String, String> environment) {
    this.home = home;
    this.logs = place.path();
    this.state =
        Path.of(environment.getOrDefault(STATE, place.path().resolve("clusters").toString()));
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

  /** Nobody else would, once their files are gone. */
  public void endThoseOfAKilledDemo() throws DemoFailure, InterruptedException {
    if (Files.isDirectory(state)) {
      run("stop", "--all");
    }
  }

  @Override
  public void start() throws DemoFailure, InterruptedException {
    for (Map.Entry<String, String> one :
        List.of(Map.entry("east", "eks"), Map.entry("west", "gke"))) {
      String name = name(one.getKey());
      begun.add(name);
      String kubeconfig =
          run("start", name, "--dialect", one.getValue(), "--gpu-nodes", "0", "--cpu-nodes", "2");
      started.add(
          new Cluster(
              one.getKey(),
              one.getValue(),
              new Access(Path.of(kubeconfig.lines().toList().getLast()), null)));
    }
  }

  private static String name(String target) {
    return "demo-" + target;
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
    run("kill-node", name(cluster.toString()), lostNode);
    return "the machine of node %s loses its power".formatted(lostNode);
  }

  @Override
  public String settle(Cluster cluster) throws DemoFailure {
    // A deleted Node object would say so too, and Kubernetes would wait for another 40 s.
    cluster.outOfService(lostNode);
    return "somebody who has looked taints %s as out of service: now it is known to be off, and Kubernetes forgets its pods"
        .formatted(lostNode);
  }

  @Override
  public List<String> end() {
    over = true;
    List<String> left = new ArrayList<>();
    try {
      Process starting = child;
      if (starting != null && starting.isAlive()) {
        starting.destroy();
        var _ = starting.waitFor(UNDOING.toSeconds(), TimeUnit.SECONDS);
      }
      started.forEach(Cluster::close);
      for (String name : begun) {
        try {
          run("stop", name);
        } catch (DemoFailure e) {
          left.add("cluster %s: %s".formatted(name, e.getMessage()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      left.add("clusters are left in " + state);
    }
    return left;
  }

  private String run(String... arguments) throws DemoFailure, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script(home).toString()));
    command.addAll(List.of(arguments));
    try {
      Files.createDirectories(state);
      File said = logs.resolve("cluster.out").toFile();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(said)
              .redirectError(
                  ProcessBuilder.Redirect.appendTo(logs.resolve("cluster.log").toFile()));
      builder.environment().put(STATE, state.toString());
      DemoFailure.unless(!over || arguments[0].equals("stop"), "the demo is over");
      Process process = builder.start();
      child = process;
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroy();
      }
      DemoFailure.unless(
          process.waitFor() == 0,
          "%s failed; see %s",
          String.join(" ", command),
          logs.resolve("cluster.log"));
      return Files.readString(said.toPath(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new DemoFailure(String.join(" ", command) + " cannot be run: " + e);
    }
  }
}
