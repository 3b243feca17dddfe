package dev.berth.targets.kubernetes.rendering;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Map;

/**
 * Objects that run nothing and keep the name of a released attempt taken. They are handed to a
 * controller that does not exist, and suspended besides, for controllers that do not heed that.
 */
public final class Placeholders {

  private static final String NOBODY = "berth.dev/released";
  private static final String NONE = "none";

  private final TargetId target;
  private final String namespace;

  /** For attempts of that target. */
  public Placeholders(TargetId target, String namespace) {
    this.target = target;
    this.namespace = namespace;
  }

  /** In the place of a Job. */
  public HasMetadata job(AttemptId attempt) {
    return new JobBuilder()
        .withMetadata(metadata(attempt))
        .withNewSpec()
        .withManagedBy(NOBODY)
        .withSuspend(true)
        .withParallelism(0)
        .withNewTemplate()
        .withNewSpec()
        .withRestartPolicy("Never")
        .addNewContainer()
        .withName(NONE)
        .withImage(NONE)
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  /**
   * In the place of a RayJob; KubeRay knows one other manager's name only. Where Kueue has a say in
   * whatever is made, it refuses a RayJob that does not end its cluster or has none.
   */
  public HasMetadata rayJob(AttemptId attempt) {
    GenericKubernetesResource job = new GenericKubernetesResource();
    job.setApiVersion(RayJobObjects.API_VERSION);
    job.setKind(RayJobObjects.KIND);
    job.setMetadata(metadata(attempt));
    job.setAdditionalProperty(
        "spec",
        Map.of(
            "managedBy",
            "kueue.x-k8s.io/multikueue",
            "suspend",
            true,
            "entrypoint",
            "true",
            "shutdownAfterJobFinishes",
            true,
            "rayClusterSpec",
            Map.of(
                "headGroupSpec",
                Map.of(
                    "rayStartParams",
                    Map.of(),
                    "template",
                    Map.of(
                        "spec",
                        Map.of("containers", List.of(Map.of("name", NONE, "image", NONE))))))));
    return job;
  }

  private ObjectMeta metadata(AttemptId attempt) {
    return new ObjectMetaBuilder()
        .withName(attempt.toString())
        .withNamespace(namespace)
        .addToLabels(Marks.MANAGED_BY, Marks.BERTH)
        .addToLabels(Marks.TARGET, target.value())
        .addToLabels(Marks.RELEASED, "true")
        .build();
  }
}
