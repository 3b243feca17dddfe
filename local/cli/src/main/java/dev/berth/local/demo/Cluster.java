package dev.berth.local.demo;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cluster that the demo plays on, seen with its administrator's eyes. */
final class Cluster implements AutoCloseable {

  /** Where the demo's jobs run, on every cluster. */
  static final String NAMESPACE = "berth-demo";

  private static final Map<String, String> OURS =
      Map.of("app.kubernetes.io/managed-by", "berth-demo");
  private static final String ATTEMPT = "berth.dev/attempt";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  // kubernetes.io/docs/concepts/cluster-administration/node-shutdown, "Non-graceful node shutdown"
  private static final String OUT_OF_SERVICE = "node.kubernetes.io/out-of-service";

  private final TargetId target;
  private final String dialect;
  private final Access access;
  private final KubernetesClient administrator;
  private volatile boolean prepared;

  Cluster(String target, String dialect, Access access) {
    this.target = new TargetId(target);
    this.dialect = dialect;
    this.access = access;
    this.administrator = new KubernetesClientBuilder().withConfig(access.config()).build();
  }

  TargetId target() {
    return target;
  }

  /** Its entry in a fleet file, as people write one. */
  String entry(String price) {
    String context = access.context();
    return """
      - id: %s
        model: managed-kubernetes
        dialect: %s
        driver:
          kind: kubernetes
          settings: {kubeconfig: "%s"%s, namespace: %s, timeout: PT10S, start-within: PT1M}
        runtimes: [container]
        nodes: [{name: %s, cpus: 1, memoryMiB: 1024, maximum: 4, pricePerHour: %s}]
        locations: [demo]
    """
        .formatted(
            target,
            dialect,
            access.kubeconfig(),
            context == null ? "" : ", context: \"" + context + '"',
            NAMESPACE,
            dialect.equals("eks") ? "m5.4xlarge" : "n2-standard-16",
            price);
  }

  /**
   * Makes the namespace, once that of a demo which could not end is gone.
   *
   * @throws DemoFailure if it cannot be made, or is somebody else's
   */
  void prepare() throws DemoFailure, InterruptedException {
    Namespace there = namespace();
    if (there != null) {
      DemoFailure.unless(
          OURS.entrySet().stream()
              .allMatch(label ->
                  label.getValue().equals(there.getMetadata().getLabels().get(label.getKey()))),
          "%s has a namespace %s that is none of the demo's, which makes it and takes it away",
          target,
          NAMESPACE);
      remove();
    }
    prepared = true;
    ask(() ->
        administrator
            .resource(
                new NamespaceBuilder()
                    .withNewMetadata()
                    .withName(NAMESPACE)
                    .withLabels(OURS)
                    .endMetadata()
                    .build())
            .create());
  }

  /** Takes away all that the demo made there; nothing if that is nothing. */
  void clear() throws DemoFailure, InterruptedException {
    if (prepared) {
      remove();
      prepared = false;
    }
  }

  private void remove() throws DemoFailure, InterruptedException {
    ask(() -> administrator.namespaces().withName(NAMESPACE).delete());
    Waiting.until(
        "the namespace %s of %s is gone".formatted(NAMESPACE, target),
        PATIENCE,
        () -> namespace() == null ? Optional.of(NAMESPACE) : Optional.empty());
  }

  private @Nullable Namespace namespace() throws DemoFailure {
    return this.<@Nullable Namespace>ask(
        () -> administrator.namespaces().withName(NAMESPACE).get());
  }

  /** The pods that an attempt has there. */
  List<Pod> pods(AttemptId attempt) throws DemoFailure {
    return ask(() ->
        administrator
            .pods()
            .inNamespace(NAMESPACE)
            .withLabel(ATTEMPT, attempt.toString())
            .list()
            .getItems());
  }

  /** All pods of whatever attempt. */
  List<Pod> pods() throws DemoFailure {
    return ask(
        () -> administrator.pods().inNamespace(NAMESPACE).withLabel(ATTEMPT).list().getItems());
  }

  /** The node that an attempt's first worker is on. */
  Optional<String> node(AttemptId attempt) throws DemoFailure {
    return pods(attempt).stream()
        .flatMap(pod -> Optional.ofNullable(pod.getSpec().getNodeName()).stream())
        .findFirst();
  }

  /** As somebody says who knows that a machine is off. */
  void outOfService(String node) throws DemoFailure {
    ask(() ->
        administrator
            .nodes()
            .withName(node)
            .edit(before ->
                new NodeBuilder(before)
                    .editSpec()
                    .addToTaints(new Taint("NoExecute", OUT_OF_SERVICE, null, "nodeshutdown"))
                    .endSpec()
                    .build()));
  }

  /** As somebody does who does not know of Berth. */
  void deleteJob(AttemptId attempt) throws DemoFailure {
    ask(() ->
        administrator
            .batch()
            .v1()
            .jobs()
            .inNamespace(NAMESPACE)
            .withName(attempt.toString())
            .delete());
  }

  private <T extends @Nullable Object> T ask(Supplier<T> question) throws DemoFailure {
    try {
      return question.get();
    } catch (KubernetesClientException e) {
      throw new DemoFailure("%s (%s): %s".formatted(target, access.kubeconfig(), cause(e)));
    }
  }

  /** Its own words, if the API server answered; else what became of the connection. */
  private static String cause(KubernetesClientException e) {
    if (e.getStatus() != null && e.getStatus().getMessage() != null) {
      return e.getStatus().getMessage();
    }
    return e.getCause() == null ? String.valueOf(e.getMessage()) : e.getCause().toString();
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
