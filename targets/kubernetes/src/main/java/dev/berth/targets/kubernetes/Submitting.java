package dev.berth.targets.kubernetes;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobRuntime;
import dev.berth.targets.api.SpecHash;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.rendering.Marks;
import dev.berth.targets.kubernetes.rendering.Rendered;
import dev.berth.targets.kubernetes.rendering.Rendering;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes an attempt's objects, once. */
final class Submitting {

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final ClusterObjects objects;
  private final Rendering rendering;

  Submitting(ClusterObjects objects, Rendering rendering) {
    this.objects = objects;
    this.rendering = rendering;
  }

  SubmitOutcome submit(Submission submission) throws TargetTroubleException {
    return switch (rendering.render(submission)) {
      case Rendered.Unfit unfit ->
          new SubmitOutcome.Refused(FailureCategory.CONFIGURATION, unfit.reason());
      case Rendered.Objects made -> make(submission, made);
    };
  }

  private SubmitOutcome make(Submission submission, Rendered.Objects made)
      throws TargetTroubleException {
    NativeKind kind =
        submission.spec().runtime() == JobRuntime.RAY ? NativeKind.RAY_JOB : NativeKind.JOB;
    return switch (objects.create(made.main())) {
      case Reply.Given<String> given ->
          beside(kind, made.main(), given.value(), made.beside(), false);
      case Reply.Refused<String> refused ->
          refused.code() == CONFLICT
              ? there(kind, submission, made)
              : refusal(kind, refused.code(), refused.message());
    };
  }

  /** The name is taken: by this attempt, by its placeholder, or by somebody else's object. */
  private SubmitOutcome there(NativeKind kind, Submission submission, Rendered.Objects made)
      throws TargetTroubleException {
    Optional<GenericKubernetesResource> found = objects.get(kind, submission.attempt());
    if (found.isEmpty()) {
      throw new TargetTroubleException(
          kind + " " + submission.attempt() + " was there and went away in the same moment");
    }
    GenericKubernetesResource existing = found.get();
    String what = kind + " " + submission.attempt();
    if (!objects.isOurs(existing)) {
      return new SubmitOutcome.Refused(
          FailureCategory.CONFIGURATION, what + " is there already and is not this target's");
    }
    if (ClusterObjects.isPlaceholder(existing)
        || existing.getMetadata().getDeletionTimestamp() != null) {
      // Infrastructure, for the one who hears this first: a crash kept the first answer from it.
      return new SubmitOutcome.Refused(
          FailureCategory.INFRASTRUCTURE, "attempt " + submission.attempt() + " was released here");
    }
    Map<String, String> annotations = existing.getMetadata().getAnnotations();
    String digest = SpecHash.of(submission.spec());
    if (annotations == null || !digest.equals(annotations.get(Marks.SPEC_HASH))) {
      return new SubmitOutcome.Refused(
          FailureCategory.CONFIGURATION, what + " is there already, with another spec");
    }
    return beside(kind, existing, existing.getMetadata().getUid(), made.beside(), true);
  }

  private SubmitOutcome beside(
      NativeKind kind, HasMetadata main, String uid, List<HasMetadata> beside, boolean adopted)
      throws TargetTroubleException {
    for (HasMetadata one : beside) {
      one.getMetadata()
          .setOwnerReferences(
              List.of(
                  new OwnerReferenceBuilder()
                      .withApiVersion(main.getApiVersion())
                      .withKind(main.getKind())
                      .withName(main.getMetadata().getName())
                      .withUid(uid)
                      .build()));
      if (objects.create(one) instanceof Reply.Refused<String> refused
          && refused.code() != CONFLICT) {
        return refusal(kind, refused.code(), refused.message());
      }
    }
    return new SubmitOutcome.Submitted(uid, adopted);
  }

  private static SubmitOutcome refusal(NativeKind kind, int code, String message) {
    if (message.contains("because it is being terminated")) {
      return new SubmitOutcome.Refused(FailureCategory.INFRASTRUCTURE, message);
    }
    return new SubmitOutcome.Refused(
        FailureCategory.CONFIGURATION,
        code == NOT_FOUND
            ? "the cluster has no such namespace, or does not know the kind %s: %s"
                .formatted(kind, message)
            : message);
  }
}
