package dev.berth.targets.kubernetes;

import dev.berth.targets.api.TargetTroubleException;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Kueue keeps of a target's attempts, on targets that name a queue of it. */
final class KueueObjects {

  // kueue.sigs.k8s.io/docs/reference/labels-and-annotations
  private static final String JOB_UID = "kueue.x-k8s.io/job-uid";

  private static final ResourceDefinitionContext WORKLOADS = context("workloads", "Workload");
  private static final ResourceDefinitionContext LOCAL_QUEUES =
      context("localqueues", "LocalQueue");

  private final Connection connection;
  private final String namespace;
  private final @Nullable String queue;

  KueueObjects(Connection connection, String namespace, @Nullable String queue) {
    this.connection = connection;
    this.namespace = namespace;
    this.queue = queue;
  }

  /** The Workload of that object; empty if Kueue has none, or the target has no queue of it. */
  Optional<GenericKubernetesResource> workload(GenericKubernetesResource main)
      throws TargetTroubleException {
    if (queue == null) {
      return Optional.empty();
    }
    Reply<List<GenericKubernetesResource>> reply =
        connection.request(
            "list Workloads",
            client ->
                client
                    .genericKubernetesResources(WORKLOADS)
                    .inNamespace(namespace)
                    .withLabel(JOB_UID, main.getMetadata().getUid())
                    .list()
                    .getItems());
    return switch (reply) {
      case Reply.Given<List<GenericKubernetesResource>> given -> given.value().stream().findFirst();
      case Reply.Refused<List<GenericKubernetesResource>> refused ->
          throw new TargetTroubleException("list Workloads: " + refused.message());
    };
  }

  /** How many Workloads wait in the target's queue, whoever's; null if that cannot be told. */
  @Nullable Integer waiting() throws TargetTroubleException {
    String name = queue;
    if (name == null) {
      return null;
    }
    Reply<Optional<GenericKubernetesResource>> reply =
        connection.request(
            "get LocalQueue " + name,
            client ->
                Optional.ofNullable(
                    client
                        .genericKubernetesResources(LOCAL_QUEUES)
                        .inNamespace(namespace)
                        .withName(name)
                        .get()));
    return switch (reply) {
      case Reply.Given<Optional<GenericKubernetesResource>> given ->
          given.value().map(found -> found.<Object>get("status", "pendingWorkloads")).orElse(null)
                  instanceof Number count
              ? Integer.valueOf(count.intValue())
              : null;
      case Reply.Refused<Optional<GenericKubernetesResource>> _ -> null;
    };
  }

  private static ResourceDefinitionContext context(String plural, String kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup("kueue.x-k8s.io")
        .withVersion("v1beta1")
        .withPlural(plural)
        .withKind(kind)
        .withNamespaced(true)
        .build();
  }
}
