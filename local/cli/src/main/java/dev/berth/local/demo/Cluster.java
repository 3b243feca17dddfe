package dev.berth.local.demo;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster that the demo plays on, seen with its administrator's eyes. */
final class Cluster implements AutoCloseable {

  /** Where the demo's jobs run, on every cluster. */
  static final String NAMESPACE = "berth-demo";

  private static final String ATTEMPT = "berth.dev/attempt";
  private static final int CONFLICT = 409;

  private final TargetId target;
  private final String dialect;
  private final Path kubeconfig;
  private final KubernetesClient administrator;

  Cluster(String target, String dialect, Path kubeconfig) {
    this.target = new TargetId(target);
    this.dialect = dialect;
    this.kubeconfig = kubeconfig;
    this.administrator =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
  }

  TargetId target() {
    return target;
  }

  /** Its entry in a fleet file, as people write one. */
  String entry(String price) {
    return """
      - id: %s
        model: managed-kubernetes
        dialect: %s
        driver:
          kind: kubernetes
          settings: {kubeconfig: "%s", namespace: %s, timeout: PT10S, start-within: PT1M}
        runtimes: [container]
        nodes: [{name: %s, cpus: 1, memoryMiB: 1024, maximum: 4, pricePerHour: %s}]
        locations: [demo]
    """
        .formatted(
            target,
            dialect,
            kubeconfig,
            NAMESPACE,
            dialect.equals("eks") ? "m5.4xlarge" : "n2-standard-16",
            price);
  }

  /** Makes the namespace, unless it is there. */
  void prepare() {
    try {
      administrator.raw(
          "/api/v1/namespaces",
          "POST",
          Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", Map.of("name", NAMESPACE)));
    } catch (KubernetesClientException e) {
      if (e.getCode() != CONFLICT) {
        throw e;
      }
    }
  }

  /** The pods that an attempt has there. */
  List<Pod> pods(AttemptId attempt) {
    return administrator
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel(ATTEMPT, attempt.toString())
        .list()
        .getItems();
  }

  /** All pods of whatever attempt. */
  List<Pod> pods() {
    return administrator.pods().inNamespace(NAMESPACE).withLabel(ATTEMPT).list().getItems();
  }

  /** The node that an attempt's first worker is on. */
  Optional<String> node(AttemptId attempt) {
    return pods(attempt).stream()
        .flatMap(pod -> Optional.ofNullable(pod.getSpec().getNodeName()).stream())
        .findFirst();
  }

  /** As the cloud's controller does once it knows that a machine is gone. */
  void deleteNode(String node) {
    administrator.nodes().withName(node).delete();
  }

  /** As somebody does who does not know of Berth. */
  void deleteJob(AttemptId attempt) {
    administrator.batch().v1().jobs().inNamespace(NAMESPACE).withName(attempt.toString()).delete();
  }

  /** Takes away all that the demo made there. */
  void clear() {
    administrator.namespaces().withName(NAMESPACE).delete();
  }

  @Override
  public void close() {
    administrator.close();
  }

  @Override
  public String toString() {
    return target.value();
  }
}
