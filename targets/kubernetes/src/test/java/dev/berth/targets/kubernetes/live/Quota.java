package dev.berth.targets.kubernetes.live;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Four CPUs and 32 GiB that Kueue hands out on a cluster that has it, to workloads of a high and of
 * a low priority: the high one takes the place of the low one. Closing it takes all of it away.
 */
public final class Quota implements AutoCloseable {

  /** The LocalQueue's usual name. */
  public static final String QUEUE = "training";

  private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

  private final String name = "berth-e2e-" + UUID.randomUUID().toString().substring(0, 8);
  private final KubernetesClient client;

  /** Makes it, with no queue yet that leads to it. */
  public Quota(Cluster cluster) {
    client = cluster.administrator();
    client.load(stream(objects())).create();
  }

  private String objects() {
    return """
    apiVersion: kueue.x-k8s.io/v1beta1
    kind: ResourceFlavor
    metadata: {name: NAME}
    ---
    apiVersion: kueue.x-k8s.io/v1beta1
    kind: ClusterQueue
    metadata: {name: NAME}
    spec:
      namespaceSelector: {}
      preemption: {withinClusterQueue: LowerPriority}
      resourceGroups:
        - coveredResources: [cpu, memory]
          flavors:
            - name: NAME
              resources: [{name: cpu, nominalQuota: 4}, {name: memory, nominalQuota: 32Gi}]
    ---
    apiVersion: kueue.x-k8s.io/v1beta1
    kind: WorkloadPriorityClass
    metadata: {name: NAME-low}
    value: 10
    ---
    apiVersion: kueue.x-k8s.io/v1beta1
    kind: WorkloadPriorityClass
    metadata: {name: NAME-high}
    value: 1000
    """
        .replace("NAME", name);
  }

  /** Lets a LocalQueue of that namespace lead to it. */
  public void queue(String namespace, String queue) {
    client
        .load(
            stream(
                """
                apiVersion: kueue.x-k8s.io/v1beta1
                kind: LocalQueue
                metadata: {name: %s, namespace: %s}
                spec: {clusterQueue: %s}
                """
                    .formatted(queue, namespace, name)))
        .create();
  }

  /** Settings of a driver whose jobs wait in that queue with that priority, high or low. */
  public Map<String, String> settings(String queue, String priority) {
    return Map.of("queue", queue, "queue-priority", name + '-' + priority);
  }

  /** Its name, which is also that of its ClusterQueue. */
  public String name() {
    return name;
  }

  /**
   * From now on {@code Hold} admits no more, {@code HoldAndDrain} evicts too, {@code None} goes on.
   */
  public void stopPolicy(String policy) {
    client
        .genericKubernetesResources(context("clusterqueues", "ClusterQueue", false))
        .withName(name)
        .patch(MERGE, "{\"spec\": {\"stopPolicy\": \"%s\"}}".formatted(policy));
  }

  /** From now on quota is not enough: something that never answers has to agree. */
  public void wantsConsent() {
    client
        .load(
            stream(
                """
                apiVersion: kueue.x-k8s.io/v1beta1
                kind: AdmissionCheck
                metadata: {name: %s}
                spec: {controllerName: berth.test/silent}
                """
                    .formatted(name)))
        .create();
    client
        .genericKubernetesResources(context("admissionchecks", "AdmissionCheck", false))
        .withName(name)
        .subresource("status")
        .patch(
            MERGE,
            """
            {"status": {"conditions": [{"type": "Active", "status": "True", "reason": "Active", "message": "it is there",
              "lastTransitionTime": "2026-01-01T00:00:00Z"}]}}
            """);
    client
        .genericKubernetesResources(context("clusterqueues", "ClusterQueue", false))
        .withName(name)
        .patch(MERGE, "{\"spec\": {\"admissionChecks\": [\"%s\"]}}".formatted(name));
  }

  /** What Kueue keeps of the jobs of that namespace. */
  public List<GenericKubernetesResource> workloads(String namespace) {
    return client
        .genericKubernetesResources(context("workloads", "Workload", true))
        .inNamespace(namespace)
        .list()
        .getItems();
  }

  private static ResourceDefinitionContext context(String plural, String kind, boolean namespaced) {
    return new ResourceDefinitionContext.Builder()
        .withGroup("kueue.x-k8s.io")
        .withVersion("v1beta1")
        .withPlural(plural)
        .withKind(kind)
        .withNamespaced(namespaced)
        .build();
  }

  private static ByteArrayInputStream stream(String yaml) {
    return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    client.load(stream(objects())).delete();
    client
        .genericKubernetesResources(context("admissionchecks", "AdmissionCheck", false))
        .withName(name)
        .delete();
    client.close();
  }
}
