package dev.berth.targets.kubernetes.rendering;

import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.UnfitException;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyOnExitCodesRequirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The runtimes {@code container} and {@code command}: a Job, one pod a worker. */
final class JobObjects {

  private static final String WORKER = "worker";

  private final ClusterSettings settings;
  private final Placing placing;
  private final Pods pods;
  private final Metadata metadata;

  JobObjects(ClusterSettings settings, Placing placing, Metadata metadata) {
    this.settings = settings;
    this.placing = placing;
    this.pods = new Pods(settings, placing);
    this.metadata = metadata;
  }

  Rendered.Objects of(Submission submission, String image) throws UnfitException {
    // The number of a Job's workers is fixed: an elastic one gets what it can work with.
    int workers = submission.spec().workers().min();
    Job job = job(submission, image, workers);
    return new Rendered.Objects(
        job, workers > 1 ? List.of(meetingPoint(submission)) : List.<HasMetadata>of());
  }

  private Job job(Submission submission, String image, int workers) throws UnfitException {
    JobSpec spec = submission.spec();
    io.fabric8.kubernetes.api.model.batch.v1.JobSpec made =
        new JobSpecBuilder()
            .withParallelism(workers)
            .withCompletions(workers)
            .withCompletionMode(workers > 1 ? "Indexed" : "NonIndexed")
            .withBackoffLimit(0)
            .withPodReplacementPolicy("Failed")
            .withActiveDeadlineSeconds(
                spec.maximumDuration() == null ? null : spec.maximumDuration().toSeconds())
            .withNewPodFailurePolicy()
            .addNewRule()
            .withAction("FailJob")
            .addNewOnPodCondition("True", "DisruptionTarget")
            .endRule()
            .addNewRule()
            .withAction("FailJob")
            .withOnExitCodes(
                new PodFailurePolicyOnExitCodesRequirement(WORKER, "NotIn", List.of(0)))
            .endRule()
            .endPodFailurePolicy()
            .build();
    // Set and not built: a builder copies all that is below it, at each level again.
    made.setTemplate(
        new PodTemplateSpec(metadata.pod(submission, WORKER), pod(submission, image, workers)));
    Job job = new Job();
    job.setMetadata(metadata.main(submission));
    job.setSpec(made);
    return job;
  }

  private PodSpec pod(Submission submission, String image, int workers) throws UnfitException {
    JobSpec spec = submission.spec();
    CheckpointPlace place = CheckpointPlace.of(spec, settings);
    List<EnvVar> variables = new ArrayList<>(Variables.of(submission, place, workers));
    variables.add(workers > 1 ? Variables.rank() : Variables.fixed("BERTH_RANK", "0"));
    String name = submission.attempt().toString();
    if (workers > 1) {
      variables.add(Variables.fixed("BERTH_MASTER_ADDRESS", name + "-0." + name));
    }
    PodSpec pod =
        pods.pod(
            spec,
            place,
            true,
            Map.of(Marks.ATTEMPT, name),
            pods.container(
                WORKER,
                image,
                List.of(Quoting.literal(spec.entrypoint())),
                spec.arguments().stream().map(Quoting::literal).toList(),
                variables,
                placing.resources(spec),
                place));
    pod.setRestartPolicy("Never");
    pod.setSubdomain(workers > 1 ? name : null);
    return pod;
  }

  /** Gives each worker the name {@code <attempt>-<rank>.<attempt>}, before it is ready too. */
  private HasMetadata meetingPoint(Submission submission) {
    ObjectMeta meta = metadata.beside(submission);
    return new ServiceBuilder()
        .withMetadata(meta)
        .withNewSpec()
        .withClusterIP("None")
        .withPublishNotReadyAddresses(true)
        .withSelector(Map.of(Marks.ATTEMPT, submission.attempt().toString()))
        .endSpec()
        .build();
  }
}
