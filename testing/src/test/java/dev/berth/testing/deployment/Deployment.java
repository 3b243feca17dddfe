package dev.berth.testing.deployment;

import dev.berth.local.broker.BrokerPlace;
import dev.berth.local.broker.KraftBroker;
import dev.berth.local.broker.TopicSetup;
import dev.berth.targets.kubernetes.live.Account;
import dev.berth.targets.kubernetes.live.Cluster;
import dev.berth.targets.kubernetes.live.Tenancy;
import dev.berth.testing.platform.Events;
import dev.berth.testing.platform.Home;
import dev.berth.testing.platform.Pipeline;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Berth on a cluster, in the steps of {@code docs/deploying.md}; its broker runs outside, on this
 * machine.
 */
final class Deployment implements AutoCloseable {

  static final String NAMESPACE = "berth";

  /** Where jobs run that the pods' own accounts make. */
  static final String JOBS = "berth-jobs";

  static final List<String> WORKLOADS =
      List.of(
          "statefulset/berth-advisor", "deployment/berth-provisioner", "statefulset/berth-monitor");

  /** As the API server is known to all pods. */
  private static final String API_SERVER = "https://10.96.0.1";

  final Cluster cluster;
  final KubernetesClient administrator;
  final Tenancy elsewhere;
  final Pipeline pipeline;
  final Events events;
  private final Path folder;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /** Returns when every replica is ready. */
  Deployment(Cluster cluster, Path folder) throws Exception {
    this.cluster = cluster;
    this.folder = folder;
    try {
      cluster.importServices();
      BrokerPlace place =
          BrokerPlace.onFreePorts(folder.resolve("broker"), cluster.machineAddress());
      started.push(KraftBroker.start(place));
      TopicSetup.apply(place.bootstrapServers());
      elsewhere = new Tenancy(cluster.administrator(), folder);
      administrator = elsewhere.administrator();
      started.push(elsewhere);
      pipeline = new Pipeline(place.bootstrapServers());
      started.push(pipeline);
      events = new Events(place.bootstrapServers());
      started.push(events);
      apply(place);
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  private void apply(BrokerPlace place) throws Exception {
    Path ledgers = folder.resolve("ledgers");
    Files.createDirectories(ledgers.resolve("0"));
    Files.createDirectories(ledgers.resolve("1"));
    Path overlay = Files.createDirectories(folder.resolve("overlay"));
    Overlay.write(
        overlay,
        Map.of(
            "K8S", Overlay.manifests(overlay),
            "BROKER", place.bootstrapServers(),
            "HOST", place.host(),
            "PORT", Integer.toString(place.port()),
            "LEDGERS", ledgers.toString(),
            "ELSEWHERE", elsewhere.namespace()));
    cluster.kubectl(
        "apply", "-f", Home.found().path().resolve("k8s/base/namespace.yaml").toString());
    started.push(() ->
        cluster.kubectl(
            "delete", "-k", overlay.toString(), "--ignore-not-found", "--timeout=300s"));
    for (Account account : Account.values()) {
      secret(account);
    }
    cluster.kubectl("apply", "-k", overlay.toString());
    for (String workload : WORKLOADS) {
      try {
        cluster.kubectl("rollout", "status", "-n", NAMESPACE, workload, "--timeout=400s");
      } catch (IllegalStateException e) {
        throw new AssertionError(workload + " does not become ready\n" + evidence(), e);
      }
    }
  }

  /** What the service signs in with elsewhere. */
  private void secret(Account account) throws Exception {
    Path kubeconfig = elsewhere.kubeconfig(account);
    Files.writeString(
        kubeconfig,
        Files.readString(kubeconfig)
            .replaceFirst("server: \"[^\"]*\"", "server: \"" + API_SERVER + "\""));
    cluster.kubectl(
        "create",
        "secret",
        "generic",
        "-n",
        NAMESPACE,
        account.serviceAccount() + "-credentials",
        "--from-file=elsewhere=" + kubeconfig);
  }

  /** The pods of all three services. */
  List<Pod> pods() {
    return administrator
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/part-of", "berth")
        .list()
        .getItems();
  }

  /** The pods of one service. */
  List<Pod> pods(String service) {
    return pods().stream()
        .filter(pod ->
            ("berth-" + service)
                .equals(pod.getMetadata().getLabels().get("app.kubernetes.io/name")))
        .toList();
  }

  /** What a shell in a pod prints for that. */
  String shell(Pod pod, String script) {
    return cluster.kubectl(
        "exec", "-n", NAMESPACE, pod.getMetadata().getName(), "--", "sh", "-c", script);
  }

  /** What the cluster and the services say, for whoever has to find out what went wrong. */
  String evidence() {
    StringBuilder said = new StringBuilder(cluster.kubectl("describe", "pods", "-n", NAMESPACE));
    for (Pod pod : pods()) {
      said.append("\n== ")
          .append(pod.getMetadata().getName())
          .append('\n')
          .append(
              cluster.kubectl(
                  "logs",
                  "-n",
                  NAMESPACE,
                  pod.getMetadata().getName(),
                  "--tail=40",
                  "--ignore-errors"));
    }
    return said.toString();
  }

  /** Takes everything away again, in the opposite order, whatever goes wrong with some of it. */
  @Override
  public void close() {
    RuntimeException trouble = new IllegalStateException("Berth is not wholly taken away");
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        trouble.addSuppressed(e);
      }
    }
    if (trouble.getSuppressed().length > 0) {
      throw trouble;
    }
  }
}
