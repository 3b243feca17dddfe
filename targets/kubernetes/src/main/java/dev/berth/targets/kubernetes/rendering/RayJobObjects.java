package dev.berth.targets.kubernetes.rendering;

import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Workers;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.UnfitException;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The runtime {@code ray}: a RayJob, with a head that coordinates and one Ray worker a worker. */
final class RayJobObjects {

  static final String API_VERSION = "ray.io/v1";
  static final String KIND = "RayJob";

  /**
   * Ray's own command line joins words again without quoting what a shell would expand, so what the
   * operator is given has nothing in it to expand; the head's environment holds the real command.
   */
  private static final String ENTRYPOINT = "sh -c 'printenv BERTH_COMMAND | sh'";

  private static final double SUBMITTER_CPUS = 0.5;
  private static final long SUBMITTER_MEMORY_MIB = 2_048;

  private final ClusterSettings settings;
  private final Placing placing;
  private final Pods pods;
  private final Metadata metadata;

  RayJobObjects(ClusterSettings settings, Placing placing, Metadata metadata) {
    this.settings = settings;
    this.placing = placing;
    this.pods = new Pods(settings, placing);
    this.metadata = metadata;
  }

  Rendered.Objects of(Submission submission, String image) throws UnfitException {
    JobSpec spec = submission.spec();
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("entrypoint", ENTRYPOINT);
    content.put("jobId", submission.attempt().toString());
    content.put("submissionMode", "K8sJobMode");
    content.put("submitterConfig", Map.of("backoffLimit", 0));
    content.put("submitterPodTemplate", submitter(submission, image));
    content.put("backoffLimit", 0);
    content.put("shutdownAfterJobFinishes", true);
    content.put("ttlSecondsAfterFinished", 0);
    if (spec.maximumDuration() != null) {
      content.put("activeDeadlineSeconds", spec.maximumDuration().toSeconds());
    }
    content.put("rayClusterSpec", cluster(submission, image));
    GenericKubernetesResource job = new GenericKubernetesResource();
    job.setApiVersion(API_VERSION);
    job.setKind(KIND);
    job.setMetadata(metadata.main(submission));
    job.setAdditionalProperty("spec", content);
    return new Rendered.Objects(job, List.of());
  }

  private Map<String, Object> cluster(Submission submission, String image) throws UnfitException {
    Workers workers = submission.spec().workers();
    // Kueue refuses what scales itself: such a job gets what it can work with, as any Job does.
    int most = settings.queue() == null ? workers.max() : workers.min();
    boolean elastic = most > workers.min();
    Map<String, Object> cluster = new LinkedHashMap<>();
    cluster.put("rayVersion", settings.rayVersion());
    cluster.put("enableInTreeAutoscaling", elastic);
    if (elastic) {
      Map<String, Object> autoscaler = new LinkedHashMap<>();
      autoscaler.put("upscalingMode", "Default");
      autoscaler.put("idleTimeoutSeconds", 60);
      autoscaler.put(
          "securityContext",
          Map.of(
              "allowPrivilegeEscalation", false, "capabilities", Map.of("drop", List.of("ALL"))));
      cluster.put("autoscalerOptions", autoscaler);
    }
    Map<String, Object> head = new LinkedHashMap<>();
    // Tasks run on workers: a head that is busy, or out of memory, would take the job with it.
    head.put("rayStartParams", Map.of("dashboard-host", "0.0.0.0", "num-cpus", "0"));
    head.put("template", head(submission, image, elastic));
    cluster.put("headGroupSpec", head);
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("groupName", "workers");
    group.put("replicas", workers.min());
    group.put("minReplicas", workers.min());
    group.put("maxReplicas", most);
    group.put("rayStartParams", Map.of());
    group.put("template", worker(submission, image));
    cluster.put("workerGroupSpecs", List.of(group));
    return cluster;
  }

  private PodTemplateSpec head(Submission submission, String image, boolean elastic)
      throws UnfitException {
    JobSpec spec = submission.spec();
    CheckpointPlace place = CheckpointPlace.of(spec, settings);
    List<EnvVar> variables = new ArrayList<>(variables(submission, place));
    variables.add(
        Variables.fixed(
            "BERTH_COMMAND",
            "exec " + Quoting.shellLine(spec.entrypoint(), spec.arguments()) + " </dev/null"));
    return template(
        submission,
        "head",
        pods.container(
            "ray-head",
            image,
            null,
            List.of(),
            variables,
            Placing.plain(settings.rayHeadCpus(), settings.rayHeadMemoryMiB()),
            place),
        false,
        // The autoscaler beside the head asks the API server for workers.
        elastic);
  }

  private PodTemplateSpec worker(Submission submission, String image) throws UnfitException {
    CheckpointPlace place = CheckpointPlace.of(submission.spec(), settings);
    return template(
        submission,
        "worker",
        pods.container(
            "ray-worker",
            image,
            null,
            List.of(),
            variables(submission, place),
            placing.resources(submission.spec()),
            place),
        true,
        false);
  }

  private PodTemplateSpec submitter(Submission submission, String image) throws UnfitException {
    Map<String, Quantity> resources = Placing.plain(SUBMITTER_CPUS, SUBMITTER_MEMORY_MIB);
    CheckpointPlace place = CheckpointPlace.of(submission.spec(), settings);
    PodTemplateSpec template =
        template(
            submission,
            Marks.SUBMITTER,
            pods.container(
                "ray-job-submitter", image, null, List.of(), List.of(), resources, place),
            false,
            false);
    template.getSpec().setRestartPolicy("Never");
    return template;
  }

  private List<EnvVar> variables(Submission submission, CheckpointPlace place) {
    return Variables.of(submission, place, submission.spec().workers().min());
  }

  private PodTemplateSpec template(
      Submission submission,
      String role,
      Container container,
      boolean accelerated,
      boolean asksTheApiServer)
      throws UnfitException {
    JobSpec spec = submission.spec();
    PodSpec pod =
        pods.pod(
            spec,
            CheckpointPlace.of(spec, settings),
            accelerated,
            Map.of(Marks.ATTEMPT, submission.attempt().toString()),
            container);
    pod.setAutomountServiceAccountToken(asksTheApiServer);
    return new PodTemplateSpec(metadata.pod(submission, role), pod);
  }
}
