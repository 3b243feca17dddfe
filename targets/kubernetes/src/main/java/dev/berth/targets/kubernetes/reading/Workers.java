package dev.berth.targets.kubernetes.reading;

import dev.berth.contracts.Observation;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What several pods come to together. */
final class Workers {

  private Workers() {}

  /** The first failure in time: what follows of the other pods follows from it. */
  static Optional<Sight> firstFailure(List<Pod> pods, Instant now) {
    return pods.stream()
        .flatMap(pod -> FailedPod.of(pod, now).stream())
        .min(Comparator.comparing(Workers::endedAt));
  }

  private static Instant endedAt(Sight sight) {
    return sight.observation() instanceof Observation.Failed failed
        ? failed.endedAt()
        : Instant.MAX;
  }

  /** What is waited for; a failure goes before a wait. */
  static Optional<Sight> waiting(List<Pod> pods, Surroundings around) {
    List<Sight> waits = pods.stream().flatMap(pod -> WaitingPod.of(pod, around).stream()).toList();
    return waits.stream()
        .filter(sight -> sight.observation() instanceof Observation.Failed)
        .findFirst()
        .or(() -> waits.stream().findFirst());
  }

  /** A running pod whose node does not answer: nobody knows whether it runs. */
  static Optional<Sight> silent(List<Pod> pods, Surroundings around) {
    return pods.stream()
        .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
        .filter(
            pod -> around.silentNodes().containsKey(String.valueOf(pod.getSpec().getNodeName())))
        .findFirst()
        .map(pod -> {
          String node = pod.getSpec().getNodeName();
          return Sight.of(
              new Observation.Unreachable(
                  "node %s of pod %s does not answer".formatted(node, pod.getMetadata().getName()),
                  around.silentNodes().get(node)));
        });
  }

  /** When the last of them started. */
  static Instant startedAt(List<Pod> pods, Instant otherwise) {
    return pods.stream()
        .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
        .map(ContainerStatus::getState)
        .filter(state -> state != null && state.getRunning() != null)
        .map(state -> Times.or(state.getRunning().getStartedAt(), otherwise))
        .max(Comparator.naturalOrder())
        .orElse(otherwise);
  }
}
