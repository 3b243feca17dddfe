package dev.berth.targets.kubernetes;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.reading.Lean;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import dev.berth.targets.kubernetes.rendering.Marks;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of one target's attempts, as the API server keeps them. */
final class ClusterObjects {

  private static final int NOT_FOUND = 404;

  private final Connection connection;
  private final String namespace;
  private final TargetId target;

  ClusterObjects(Connection connection, ClusterSettings settings, TargetId target) {
    this.connection = connection;
    this.namespace = settings.namespace();
    this.target = target;
  }

  /** The object that has the attempt's name, whoever made it. */
  Optional<GenericKubernetesResource> get(NativeKind kind, AttemptId attempt)
      throws TargetTroubleException {
    return Optional.ofNullable(
        connection.ask(
            "get " + kind + ' ' + attempt,
            client ->
                client
                    .genericKubernetesResources(kind.context())
                    .inNamespace(namespace)
                    .withName(attempt.toString())
                    .get()));
  }

  /** Makes an object of one of our kinds, or something that goes with one. */
  Reply<HasMetadata> create(HasMetadata object) throws TargetTroubleException {
    return connection.request(
        "create " + object.getKind() + ' ' + object.getMetadata().getName(),
        client ->
            object instanceof GenericKubernetesResource rayJob
                // Else the client would ask the API server where such objects are.
                ? client
                    .genericKubernetesResources(NativeKind.RAY_JOB.context())
                    .inNamespace(namespace)
                    .resource(rayJob)
                    .create()
                : client.resource(object).inNamespace(namespace).create());
  }

  /** Deletes this very object and, before it, all that it owns: without that, pods would stay. */
  Reply<String> delete(NativeKind kind, GenericKubernetesResource object)
      throws TargetTroubleException {
    String name = object.getMetadata().getName();
    return connection.request(
        "delete " + kind + ' ' + name,
        client ->
            client.raw(
                kind.path(namespace, name),
                "DELETE",
                Map.of(
                    "apiVersion",
                    "v1",
                    "kind",
                    "DeleteOptions",
                    "propagationPolicy",
                    "Foreground",
                    "preconditions",
                    Map.of("uid", object.getMetadata().getUid()))));
  }

  /**
   * The target's attempts of that kind, or its placeholders; none if the cluster lacks the kind.
   */
  List<GenericKubernetesResource> list(NativeKind kind, boolean placeholders)
      throws TargetTroubleException {
    Reply<List<GenericKubernetesResource>> reply =
        connection.request(
            "list " + kind,
            client ->
                Pages.all(
                    client
                            .genericKubernetesResources(kind.context())
                            .inNamespace(namespace)
                            .withLabelSelector(
                                ours() + (placeholders ? "," : ",!") + Marks.RELEASED)
                        ::list,
                    Lean::main));
    return switch (reply) {
      case Reply.Given<List<GenericKubernetesResource>> given -> given.value();
      case Reply.Refused<List<GenericKubernetesResource>> refused -> {
        if (refused.code() == NOT_FOUND) {
          yield List.of();
        }
        throw new TargetTroubleException("list " + kind + ": " + refused.message());
      }
    };
  }

  /** The pods of all of the target's attempts. */
  List<Pod> pods() throws TargetTroubleException {
    return connection.ask(
        "list pods",
        client ->
            Pages.all(
                client.pods().inNamespace(namespace).withLabelSelector(ours())::list, Lean::pod));
  }

  /** The pods of one attempt. */
  List<Pod> pods(AttemptId attempt) throws TargetTroubleException {
    return connection.ask(
        "list pods of " + attempt,
        client ->
            client
                .pods()
                .inNamespace(namespace)
                .withLabelSelector(ours() + ',' + Marks.ATTEMPT + '=' + attempt)
                .list()
                .getItems());
  }

  /** What labels all of the target's objects have. */
  String ours() {
    return Marks.MANAGED_BY + '=' + Marks.BERTH + ',' + Marks.TARGET + '=' + target;
  }

  /** Whether it is an attempt's, or an attempt's placeholder, of this target. */
  boolean isOurs(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels != null
        && Marks.BERTH.equals(labels.get(Marks.MANAGED_BY))
        && target.value().equals(labels.get(Marks.TARGET));
  }

  static boolean isPlaceholder(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    return labels != null && labels.containsKey(Marks.RELEASED);
  }
}
