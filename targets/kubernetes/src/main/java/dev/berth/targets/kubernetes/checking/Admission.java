package dev.berth.targets.kubernetes.checking;

import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.Submission;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import dev.berth.targets.kubernetes.rendering.Rendered;
import dev.berth.targets.kubernetes.rendering.Rendering;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lets the API server look at the objects of the smallest job, strictly and without keeping them:
 * what its schemas, quotas, limits, pod security and webhooks refuse of it they refuse of all.
 */
final class Admission {

  /** The API server does all but keep it, and refuses fields that it does not know. */
  private static final String DRY = "?dryRun=All&fieldValidation=Strict";

  private static final JobId SAMPLE = new JobId("berth-check");

  private final Server server;
  private final Rights rights;
  private final Rendering rendering;
  private final ClusterSettings settings;

  Admission(Server server, Rights rights, Rendering rendering, ClusterSettings settings) {
    this.server = server;
    this.rights = rights;
    this.rendering = rendering;
    this.settings = settings;
  }

  CheckOutcome jobs() {
    return created("batch", "jobs", rendered(JobRuntime.CONTAINER));
  }

  CheckOutcome rayJobs() {
    return created("ray.io", "rayjobs", rendered(JobRuntime.RAY));
  }

  /** Nobody of Berth makes pods, so the account may lack the right: then nobody knows. */
  CheckOutcome pods() {
    return rendered(JobRuntime.CONTAINER) instanceof Job job
        ? created("", "pods", pod(job.getSpec().getTemplate()))
        : new Skipped("no pod can be rendered");
  }

  private CheckOutcome created(String group, String plural, HasMetadata object) {
    if (!rights.allows("create", group, plural)) {
      return new Skipped("this account may not create %s, not even in a dry run".formatted(plural));
    }
    String path =
        "%s/namespaces/%s/%s%s"
            .formatted(
                group.isEmpty() ? "/api/v1" : "/apis/" + group + "/v1",
                settings.namespace(),
                plural,
                DRY);
    return switch (server.post(path, object)) {
      case Asked.Told _ -> new Passed("a dry run of one was taken, with every field of it known");
      case Asked.Nothing _ ->
          new Failed(
              "the API server knows no %s, or has no namespace %s"
                  .formatted(plural, settings.namespace()),
              "see the checks before this one");
      case Asked.Refused refused ->
          new Failed(
              "a dry run of one was refused: " + refused.message(),
              "mend what the message names: every job of this kind would be refused likewise");
      case Asked.Trouble trouble ->
          new Skipped("the API server does not answer: " + trouble.message());
    };
  }

  private HasMetadata rendered(JobRuntime runtime) {
    Map<String, Object> spec = new HashMap<>();
    spec.put("id", SAMPLE);
    spec.put("runtime", runtime);
    spec.put("entrypoint", "true");
    spec.put(
        "image",
        Optional.ofNullable(runtime == JobRuntime.RAY ? settings.rayImage() : settings.image())
            .orElse(settings.rayImage()));
    spec.put("resources", Map.of("cpus", 0.1, "memoryMiB", 64));
    Submission submission =
        new Submission(
            SAMPLE.attempt(1), Json.mapper().convertValue(spec, JobSpec.class), false, null);
    return switch (rendering.render(submission)) {
      case Rendered.Objects objects -> objects.main();
      // It asks for nothing that a dialect could lack.
      case Rendered.Unfit unfit -> throw new IllegalStateException(unfit.reason());
    };
  }

  private static Pod pod(PodTemplateSpec template) {
    return new PodBuilder()
        .withMetadata(template.getMetadata())
        .editMetadata()
        .withName(SAMPLE.value())
        .endMetadata()
        .withSpec(template.getSpec())
        .build();
  }
}
