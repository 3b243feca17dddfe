package dev.berth.testing.bench.kubernetes;

import dev.berth.contracts.AttemptId;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** Writes pods' statuses as a kubelet does; their nodes are played, so that none contradicts. */
final class Played {

  private static final String ATTEMPT = "berth.dev/attempt";
  private static final PatchContext MERGE = PatchContext.of(PatchType.STRATEGIC_MERGE);

  private final KubernetesClient client;
  private final String namespace;

  Played(Ground ground) {
    this.client = ground.client();
    this.namespace = ground.namespace();
  }

  /** Has the only container of an attempt end with code 3; returns when that was acknowledged. */
  long fail(AttemptId attempt) {
    List<Pod> pods =
        client
            .pods()
            .inNamespace(namespace)
            .withLabel(ATTEMPT, attempt.toString())
            .list()
            .getItems();
    if (pods.size() != 1) {
      throw new IllegalStateException(attempt + " has " + pods.size() + " pods");
    }
    return fail(pods.getFirst());
  }

  /** The same of that pod; the time is {@link System#nanoTime}. */
  long fail(Pod pod) {
    String container = pod.getSpec().getContainers().getFirst().getName();
    pod(pod)
        .subresource("status")
        .patch(
            MERGE,
            """
            {"status": {"phase": "Failed",
              "conditions": [{"type": "Ready", "status": "False", "reason": "PodFailed"}],
              "containerStatuses": [{"name": "%1$s", "image": "train:1", "imageID": "", "ready": false,
                "restartCount": 0, "started": false,
                "state": {"running": null, "terminated": {"exitCode": 3, "reason": "Error",
                  "startedAt": "%2$s", "finishedAt": "%2$s"}}}]}}
            """
                .formatted(container, now()));
    return System.nanoTime();
  }

  /** Has its container run; returns the pod as it is then. */
  Pod run(Pod pod) {
    String container = pod.getSpec().getContainers().getFirst().getName();
    return pod(pod)
        .subresource("status")
        .patch(
            MERGE,
            """
            {"status": {"phase": "Running", "hostIP": "10.0.0.1", "podIP": "10.1.%3$d.%4$d", "startTime": "%2$s",
              "conditions": [
                {"type": "PodReadyToStartContainers", "status": "True", "lastTransitionTime": "%2$s"},
                {"type": "PodScheduled", "status": "True", "lastTransitionTime": "%2$s"},
                {"type": "Initialized", "status": "True", "lastTransitionTime": "%2$s"},
                {"type": "ContainersReady", "status": "True", "lastTransitionTime": "%2$s"},
                {"type": "Ready", "status": "True", "lastTransitionTime": "%2$s"}],
              "containerStatuses": [{"name": "%1$s", "image": "train:1",
                "imageID": "registry.example/train@sha256:c1aabb73d2339c5ebaa3681de2e9d9c18d57485045a4e311d9f8004bec208d67",
                "containerID": "containerd://8b1f2c8ae9e9f4aa4e5c7a1e6a1de0a2d2cb3a59b9b1b07d23d0b95c1ff5f6ce",
                "ready": true, "restartCount": 0, "started": true, "state": {"running": {"startedAt": "%2$s"}}}]}}
            """
                .formatted(
                    container,
                    now(),
                    Math.floorMod(pod.getMetadata().getName().hashCode() / 250, 250),
                    1 + Math.floorMod(pod.getMetadata().getName().hashCode(), 250)));
  }

  private PodResource pod(Pod pod) {
    return client.pods().inNamespace(namespace).withName(pod.getMetadata().getName());
  }

  private static String now() {
    return String.format(Locale.ROOT, "%s", Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }
}
