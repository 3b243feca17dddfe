package dev.berth.targets.kubernetes.reading;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Why a pod does not run yet, and whether there is any use in waiting. */
final class WaitingPod {

  /**
   * No patience mends these. A first ErrImagePull is not among them: it also comes of a registry
   * that hiccups, and kubelet says ImagePullBackOff when it has failed again.
   */
  private static final Set<String> HOPELESS =
      Set.of(
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "CreateContainerConfigError",
          "CreateContainerError",
          "RunContainerError");

  /** Reasons of events, of kubelet and of the controller that attaches volumes. */
  private static final Set<String> HELD_UP =
      Set.of(
          "FailedMount",
          "FailedAttachVolume",
          "FailedMapVolume",
          "FailedCreatePodSandBox",
          "NetworkNotReady",
          "Failed");

  private WaitingPod() {}

  /** What it waits for; empty if it does not wait. */
  static Optional<Sight> of(Pod pod, Surroundings around) {
    String name = pod.getMetadata().getName();
    if (!"Pending".equals(pod.getStatus().getPhase())) {
      return Optional.empty();
    }
    Optional<ContainerStateWaiting> hopeless = hopeless(pod);
    if (hopeless.isPresent()) {
      return Optional.of(
          Sight.failed(
              FailureCategory.CONFIGURATION,
              "pod %s cannot start: %s: %s"
                  .formatted(name, hopeless.get().getReason(), hopeless.get().getMessage()),
              around.now()));
    }
    Optional<PodCondition> unscheduled =
        pod.getStatus().getConditions().stream()
            .filter(condition -> "PodScheduled".equals(condition.getType()))
            .filter(condition -> "False".equals(condition.getStatus()))
            .findFirst();
    return Optional.of(
        unscheduled.isPresent()
            ? unscheduled(pod, unscheduled.get(), around)
            : starting(pod, around));
  }

  /** It has its node; a volume that is never mounted would keep it there without an end. */
  private static Sight starting(Pod pod, Surroundings around) {
    String name = pod.getMetadata().getName();
    Instant since =
        Times.or(
            FailedPod.condition(pod, "PodScheduled")
                .map(PodCondition::getLastTransitionTime)
                .orElse(pod.getMetadata().getCreationTimestamp()),
            around.now());
    if (around.now().isBefore(since.plus(around.startWithin()))) {
      return Sight.of(new Observation.Pending("pod " + name + " is being started", null));
    }
    return Sight.failed(
        FailureCategory.INFRASTRUCTURE,
        "pod %s has not started within %s on node %s: %s"
            .formatted(
                name,
                around.startWithin(),
                pod.getSpec().getNodeName(),
                around
                    .latest(name, HELD_UP)
                    .map(event -> "%s (%s)".formatted(event.getMessage(), event.getReason()))
                    .orElseGet(() -> waitsFor(pod))),
        around.now());
  }

  /** What its containers say; kubelet has no more to tell. */
  private static String waitsFor(Pod pod) {
    return waiting(pod)
        .map(waiting ->
            waiting.getMessage() == null
                ? String.valueOf(waiting.getReason())
                : "%s: %s".formatted(waiting.getReason(), waiting.getMessage()))
        .findFirst()
        .orElse("its node says nothing of it");
  }

  private static Sight unscheduled(Pod pod, PodCondition condition, Surroundings around) {
    String name = pod.getMetadata().getName();
    Optional<Event> scaleUp = around.latest(name, around.scaling().underWay());
    Instant since = Times.or(pod.getMetadata().getCreationTimestamp(), around.now());
    String reason = "pod %s finds no node: %s".formatted(name, condition.getMessage());
    if (scaleUp.isPresent()) {
      since = Times.later(since, Surroundings.at(scaleUp.get()));
      reason =
          "pod %s waits for a node that is being made: %s (%s)"
              .formatted(name, scaleUp.get().getMessage(), scaleUp.get().getReason());
    } else {
      Optional<Event> none = around.latest(name, around.scaling().hopeless());
      if (none.isPresent()) {
        reason += "; none will be made: " + none.get().getMessage();
      }
    }
    return around.now().isBefore(since.plus(around.startWithin()))
        ? Sight.of(new Observation.Pending(reason, null))
        : Sight.failed(
            FailureCategory.CAPACITY,
            "not started within %s: %s".formatted(around.startWithin(), reason),
            around.now());
  }

  private static Optional<ContainerStateWaiting> hopeless(Pod pod) {
    return waiting(pod)
        .filter(waiting -> HOPELESS.contains(String.valueOf(waiting.getReason())))
        .findFirst();
  }

  private static Stream<ContainerStateWaiting> waiting(Pod pod) {
    return Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream())
        .map(ContainerStatus::getState)
        .flatMap(state -> Stream.ofNullable(state == null ? null : state.getWaiting()));
  }
}
