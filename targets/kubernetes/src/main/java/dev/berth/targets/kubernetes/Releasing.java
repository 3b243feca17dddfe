package dev.berth.targets.kubernetes;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.rendering.Placeholders;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;

/**
 * Takes an attempt's objects away and its name with them. An attempt is released when placeholders
 * hold its name and no pod of it is left; only the API server says so, never a time-out.
 */
final class Releasing {

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  /** The garbage collector's own, while it deletes what the object owns. */
  private static final String FOREGROUND = "foregroundDeletion";

  private final Connection connection;
  private final ClusterObjects objects;
  private final Placeholders placeholders;

  Releasing(Connection connection, ClusterObjects objects, Placeholders placeholders) {
    this.connection = connection;
    this.objects = objects;
    this.placeholders = placeholders;
  }

  ReleaseOutcome release(AttemptId attempt) throws TargetTroubleException {
    for (NativeKind kind : NativeKind.values()) {
      Optional<String> left = vacate(kind, attempt);
      if (left.isPresent()) {
        return new ReleaseOutcome.Releasing(left.get());
      }
    }
    List<Pod> pods = objects.pods(attempt);
    for (Pod pod : pods) {
      // Somebody deleted its owner and left it running.
      if (pod.getMetadata().getDeletionTimestamp() == null) {
        connection.ask(
            "delete pod " + pod.getMetadata().getName(), client -> client.resource(pod).delete());
      }
    }
    return pods.isEmpty()
        ? new ReleaseOutcome.Released("no object and no pod of it is left, and its name is taken")
        : new ReleaseOutcome.Releasing(left(pods));
  }

  /** What is still there; empty once a placeholder has the name, or nobody can have it. */
  private Optional<String> vacate(NativeKind kind, AttemptId attempt)
      throws TargetTroubleException {
    Optional<GenericKubernetesResource> found = objects.get(kind, attempt);
    if (found.isEmpty()) {
      return occupy(kind, attempt);
    }
    GenericKubernetesResource existing = found.get();
    if (ClusterObjects.isPlaceholder(existing) || !objects.isOurs(existing)) {
      return Optional.empty();
    }
    if (existing.getMetadata().getDeletionTimestamp() == null
        && objects.delete(kind, existing) instanceof Reply.Refused<String> refused
        && refused.code() != NOT_FOUND
        && refused.code() != CONFLICT) {
      throw new TargetTroubleException("delete " + kind + ' ' + attempt + ": " + refused.message());
    }
    List<Pod> pods = objects.pods(attempt);
    return Optional.of(pods.isEmpty() ? deleting(kind, existing) : left(pods));
  }

  /**
   * An operator that is down takes no finalizer away: whoever mends that has to know whose it is.
   */
  private static String deleting(NativeKind kind, GenericKubernetesResource existing) {
    List<String> finalizers =
        existing.getMetadata().getFinalizers().stream()
            .filter(finalizer -> !finalizer.equals(FOREGROUND))
            .toList();
    return "%s %s is being deleted%s"
        .formatted(
            kind,
            existing.getMetadata().getName(),
            finalizers.isEmpty() ? "" : ", once whoever set them takes away " + finalizers);
  }

  private Optional<String> occupy(NativeKind kind, AttemptId attempt)
      throws TargetTroubleException {
    Reply<String> reply =
        objects.create(
            switch (kind) {
              case JOB -> placeholders.job(attempt);
              case RAY_JOB -> placeholders.rayJob(attempt);
            });
    return switch (reply) {
      case Reply.Given<String> _ -> Optional.empty();
      case Reply.Refused<String> refused -> {
        if (refused.code() == CONFLICT) {
          yield Optional.of(kind + " " + attempt + " came back just now");
        }
        if (refused.code() == NOT_FOUND && kind == NativeKind.RAY_JOB) {
          // The cluster has no KubeRay: no RayJob can be there or come.
          yield Optional.empty();
        }
        throw new TargetTroubleException(
            "the name of attempt %s cannot be kept: %s".formatted(attempt, refused.message()));
      }
    };
  }

  /** A node that is dead keeps its pods for ever: whoever mends that has to know which. */
  private static String left(List<Pod> pods) {
    Pod first = pods.getFirst();
    return "%d pods are left, such as %s on node %s%s"
        .formatted(
            pods.size(),
            first.getMetadata().getName(),
            first.getSpec().getNodeName(),
            first.getMetadata().getDeletionTimestamp() == null
                ? ""
                : ", terminating since " + first.getMetadata().getDeletionTimestamp());
  }
}
