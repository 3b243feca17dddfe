package dev.berth.targets.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Json;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.reading.Lean;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import dev.berth.targets.kubernetes.rendering.Marks;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The objects of one target's attempts, as the API server keeps them. */
final class ClusterObjects {

  private static final int NOT_FOUND = 404;

  /** Reads that far, and no further. */
  private static final ObjectReader UID =
      Json.mapper()
          .readerFor(String.class)
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .at("/metadata/uid");

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

  /**
   * Makes an object of one of our kinds, or something that goes with one, and answers its UID. To
   * make an object of the API server's answer would take as long as all else that a submission is.
   */
  Reply<String> create(HasMetadata object) throws TargetTroubleException {
    return connection.request(
        "create " + object.getKind() + ' ' + object.getMetadata().getName(),
        client -> uid(client.raw(place(object), "POST", object)));
  }

  private String place(HasMetadata object) {
    return switch (object) {
      case Job _ -> NativeKind.JOB.path(namespace);
      case GenericKubernetesResource _ -> NativeKind.RAY_JOB.path(namespace);
      case Service _ -> "/api/v1/namespaces/%s/services".formatted(namespace);
      default -> throw new IllegalArgumentException("none of ours: " + object.getKind());
    };
  }

  private static String uid(String answer) {
    try {
      return UID.readValue(answer);
    } catch (JsonProcessingException e) {
      throw new KubernetesClientException("an answer that cannot be read: " + answer, e);
    }
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
    return list(kind, placeholders, Lean::main);
  }

  private <K> List<K> list(
      NativeKind kind, boolean placeholders, Function<GenericKubernetesResource, K> kept)
      throws TargetTroubleException {
    Reply<List<K>> reply =
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
                    kept));
    return switch (reply) {
      case Reply.Given<List<K>> given -> given.value();
      case Reply.Refused<List<K>> refused -> {
        if (refused.code() == NOT_FOUND) {
          yield List.of();
        }
        throw new TargetTroubleException("list " + kind + ": " + refused.message());
      }
    };
  }

  /** The target's attempts of that kind, to be held. */
  List<byte[]> held(NativeKind kind) throws TargetTroubleException {
    return list(kind, false, mainJson()::written);
  }

  /** The pods of all of the target's attempts, to be held, by attempt. */
  Map<String, List<byte[]>> heldPods() throws TargetTroubleException {
    LeanJson<Pod> json = podJson();
    List<Map.Entry<String, byte[]>> pods =
        connection.ask(
            "list pods",
            client ->
                Pages.all(
                    client
                            .pods()
                            .inNamespace(namespace)
                            .withLabelSelector(ours() + ',' + Marks.ATTEMPT)
                        ::list,
                    pod ->
                        Map.entry(
                            pod.getMetadata().getLabels().get(Marks.ATTEMPT), json.written(pod))));
    Map<String, List<byte[]>> byAttempt = new HashMap<>();
    pods.forEach(pod ->
        byAttempt.computeIfAbsent(pod.getKey(), _ -> new ArrayList<>(1)).add(pod.getValue()));
    return byAttempt;
  }

  /** As which attempts are held. */
  LeanJson<GenericKubernetesResource> mainJson() throws TargetTroubleException {
    return LeanJson.ofMains(connection.client().getKubernetesSerialization());
  }

  /** As which pods are held. */
  LeanJson<Pod> podJson() throws TargetTroubleException {
    return LeanJson.ofPods(connection.client().getKubernetesSerialization());
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
