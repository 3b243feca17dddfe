package dev.berth.targets.kubernetes.reading;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An attempt that is suspended, or was and may go on: by a queue of the cluster's, or by somebody's
 * hand, who may forget it.
 */
final class Suspension {

  private static final String SPEC = "f:spec";
  private static final String SUSPEND = "f:suspend";

  private Suspension() {}

  /**
   * It waits for whoever suspended it, for as long as it may wait in a queue.
   *
   * @param since when it was suspended; empty if nobody knows
   */
  static Sight held(Optional<Instant> since, Surroundings around) {
    return since
        .filter(at -> !around.now().isBefore(at.plus(around.queueWithin())))
        .map(at ->
            Sight.failed(
                FailureCategory.CAPACITY,
                "suspended since %s, and nobody let it go on within %s"
                    .formatted(at, around.queueWithin()),
                around.now()))
        .orElseGet(() ->
            Sight.of(
                new Observation.Pending("suspended: it waits in a queue of the cluster", null)));
  }

  /**
   * It waits for KubeRay.
   *
   * @param since when it was let go on; empty if nobody knows
   */
  static Sight resumed(Optional<Instant> since, Surroundings around) {
    return since
        .filter(at -> !around.now().isBefore(at.plus(around.startWithin())))
        .map(at ->
            Sight.failed(
                FailureCategory.CAPACITY,
                "no longer suspended since %s, and KubeRay has not taken it up again within %s: does its operator run?"
                    .formatted(at, around.startWithin()),
                around.now()))
        .orElseGet(() ->
            Sight.of(
                new Observation.Pending(
                    "no longer suspended: KubeRay has to take it up again", null)));
  }

  /**
   * When somebody last changed whether it is suspended, by the API server's record of who wrote
   * which field; KubeRay keeps no such time. Empty if nobody ever did.
   */
  static Optional<Instant> changedAt(ObjectMeta metadata) {
    return metadata.getManagedFields().stream()
        .filter(Suspension::isOfSuspend)
        .flatMap(entry -> Optional.ofNullable(entry.getTime()).stream())
        .map(Instant::parse)
        .max(Comparator.naturalOrder());
  }

  /** Of that record, what {@link #changedAt} reads. */
  static List<ManagedFieldsEntry> lean(ObjectMeta metadata) {
    return metadata.getManagedFields().stream()
        .filter(Suspension::isOfSuspend)
        .map(entry ->
            new ManagedFieldsEntryBuilder()
                .withTime(entry.getTime())
                .withNewFieldsV1()
                .addToAdditionalProperties(SPEC, Map.of(SUSPEND, Map.of()))
                .endFieldsV1()
                .build())
        .toList();
  }

  // kubernetes.io/docs/reference/using-api/server-side-apply, "Field management"
  private static boolean isOfSuspend(ManagedFieldsEntry entry) {
    FieldsV1 fields = entry.getFieldsV1();
    return fields != null
        && fields.getAdditionalProperties().get(SPEC) instanceof Map<?, ?> spec
        && spec.containsKey(SUSPEND);
  }
}
