package dev.berth.targets.kubernetes.live;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cluster of {@code testing/live/kubernetes/cluster}.
 *
 * @param name as it was started
 * @param dialect as it was started
 */
public record Cluster(String name, String dialect) {

  /** The image of {@code examples/digits}, on the nodes that run containers. */
  public static final String IMAGE = "digits:local";

  /** Ray and the example in {@code examples/ray}; see {@link #importRay}. */
  public static final String RAY_IMAGE = "ray:local";

  /** What sends a target's pods to the nodes that run containers, and nowhere else. */
  public static final Map<String, String> ON_REAL_NODES =
      Map.of("node-selector", "berth.test/real=true", "tolerations", "berth.test/real=true");

  /**
   * In Amazon's cloud: two on-demand and two spot nodes with eight A100 each, one without, and two
   * that run containers.
   */
  public static final Cluster EAST = new Cluster("east", "eks");

  /**
   * In Google's cloud: two on-demand nodes and a spot node with eight A100 each, one without, and
   * one that runs containers.
   */
  public static final Cluster WEST = new Cluster("west", "gke");

  /** On one's own machines: two nodes with eight A100 each, one without. */
  public static final Cluster YARD = new Cluster("yard", "kubeadm");

  private static final String STATE = "BERTH_LIVE_STATE";
  private static final Pattern GATEWAY_PORT = Pattern.compile("GATEWAY_PORT=\"(\\d+)\"");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Images are built, and for each of them a JVM is trained; what is deployed gets ready. */
  private static final Duration PATIENCE_FOR_SERVICES = Duration.ofMinutes(10);

  /** The kubeconfig of its administrator. */
  public Path kubeconfig() {
    String state = System.getenv(STATE);
    if (state == null) {
      throw new IllegalStateException(STATE + " is not set: run ./berth test --live");
    }
    Path file = Path.of(state, name, "kubeconfig");
    if (!Files.exists(file)) {
      throw new IllegalStateException("cluster " + name + " does not run: there is no " + file);
    }
    return file;
  }

  /** A client of its administrator. */
  public KubernetesClient administrator() {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(new File(kubeconfig().toString())))
        .build();
  }

  /** Whether it has nodes that run containers; only root can start such. */
  public boolean runsContainers() {
    return Files.exists(kubeconfig().resolveSibling("nodes"));
  }

  /** A machine loses its power. */
  public void killNode(String node) {
    run("kill-node", name, node);
  }

  /** The kubelet of a node that runs containers dies by itself, and what it runs runs on. */
  public void killKubelet(String node) {
    run("kill-kubelet", name, node);
  }

  /** It has its power, or its kubelet, again, or was made anew; returns when it is ready. */
  public void startNode(String node) {
    run("start-node", name, node);
  }

  /** Its cloud takes a machine back. */
  public void preemptNode(String node) {
    run("preempt-node", name, node);
  }

  /** Puts Ray's image, {@link #RAY_IMAGE}, on the nodes that run containers. */
  public void importRay() {
    run("import-image", name, "ray");
  }

  /**
   * Puts the images of Berth's services, as they were packaged, on the nodes that run containers:
   * {@code berth/advisor:live} and so on, by their own Dockerfiles.
   */
  public void importServices() {
    run(PATIENCE_FOR_SERVICES, "import-services", name);
  }

  /** The address at which pods that run reach this machine, and nobody else does. */
  public String machineAddress() {
    return run("address", name).strip();
  }

  /**
   * What kubectl, as the cluster's administrator, prints.
   *
   * @throws IllegalStateException if it fails, with what it printed
   */
  public String kubectl(String... arguments) {
    List<String> all = new ArrayList<>(List.of("kubectl", name));
    all.addAll(List.of(arguments));
    return run(PATIENCE_FOR_SERVICES, all.toArray(String[]::new));
  }

  /** From now on the API server refuses connections. */
  public void apiServerDown() {
    run("api-down", name);
  }

  /** From now on the API server takes connections and never answers. */
  public void apiServerHangs() {
    run("api-down", name, "hang");
  }

  /** Returns when the API server answers again; does no harm where it does already. */
  public void apiServerUp() {
    run("api-up", name);
  }

  /** An HTTP proxy that leads to the dashboards of Ray's heads, by the names of their Services. */
  public InetSocketAddress networkOfHeads() {
    Path settings = kubeconfig().resolveSibling("settings");
    try {
      Matcher port = GATEWAY_PORT.matcher(Files.readString(settings));
      if (!port.find()) {
        throw new IllegalStateException("no gateway to Ray's heads in " + settings);
      }
      return new InetSocketAddress(
          InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on the KubeRay operator does nothing. */
  public void operatorDown() {
    run("kuberay-down", name);
  }

  /** The KubeRay operator goes on, and makes up for what it missed. */
  public void operatorUp() {
    run("kuberay-up", name);
  }

  /** What was is forgotten: watches from before are answered with 410. */
  public void forgetHistory() {
    run("compact", name);
    apiServerDown();
    apiServerUp();
  }

  private static String run(String... arguments) {
    return run(PATIENCE, arguments);
  }

  private static String run(Duration patience, String... arguments) {
    List<String> command = new ArrayList<>(List.of(script().toString()));
    command.addAll(List.of(arguments));
    try {
      Path said = Files.createTempFile("cluster", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      String output = Files.readString(said, StandardCharsets.UTF_8);
      Files.delete(said);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(command.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was interrupted", e);
    }
  }

  private static Path script() {
    return Tenancy.repository().resolve("testing/live/kubernetes/cluster");
  }
}
