package dev.berth.targets.kubernetes.reading;

import dev.berth.contracts.Observation;
import dev.berth.targets.kubernetes.dialect.Dialects;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster says, in its own words, and what is read of it. The texts are those that a real
 * control plane of Kubernetes 1.35.4 and KubeRay 1.5.1 gave.
 */
final class Seen {

  static final Instant CREATED = Instant.parse("2026-11-25T03:00:00Z");

  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final List<Pod> pods = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final Map<String, Instant> silent = new HashMap<>();
  private Duration age = Duration.ofMinutes(1);
  private String dialect = "eks";
  private int desiredWorkers;
  private String writers = "";

  Seen after(Duration since) {
    this.age = since;
    return this;
  }

  Seen on(String name) {
    this.dialect = name;
    return this;
  }

  Seen silentNode(String name) {
    silent.put(name, CREATED.plusSeconds(30));
    return this;
  }

  /** Somebody suspended a RayJob then, or let it go on. */
  Seen suspensionChanged(Duration after) {
    writers =
        ", managedFields: [{manager: kubectl-patch, operation: Update, time: \"%s\", fieldsV1: {\"f:spec\": {\"f:suspend\": {}}}}]"
            .formatted(CREATED.plus(after));
    return this;
  }

  /** How many workers KubeRay wants to be in the RayCluster. */
  Seen desiredWorkers(int number) {
    this.desiredWorkers = number;
    return this;
  }

  /** A pod on a node, with its status in flow style. */
  Seen pod(String name, String status) {
    return pod(name, status, "");
  }

  /** A pod with further metadata, such as a deletionTimestamp or labels. */
  Seen pod(String name, String status, String metadata) {
    pods.add(
        Lean.pod(
            YAML.unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, creationTimestamp: "%s"%s}
                spec: {nodeName: node-%s, containers: [{name: worker, image: i}]}
                status: {%s}
                """
                    .formatted(
                        name, CREATED, metadata.isEmpty() ? "" : ", " + metadata, name, status),
                Pod.class)));
    return this;
  }

  Seen event(String about, String reason, String message, Duration after) {
    events.add(
        YAML.unmarshal(
            """
            apiVersion: v1
            kind: Event
            metadata: {name: e}
            involvedObject: {name: %s}
            reason: %s
            message: "%s"
            lastTimestamp: "%s"
            """
                .formatted(about, reason, message, CREATED.plus(after)),
            Event.class));
    return this;
  }

  Observation job(String status) {
    return job(1, status, "");
  }

  Observation job(int workers, String status, String metadata) {
    return job(workers, status, metadata, "suspend: false");
  }

  Observation job(int workers, String status, String metadata, String spec) {
    Job job =
        lean(
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: train-1, creationTimestamp: "%s"%s}
            spec: {parallelism: %d, completions: %d, %s}
            status: {%s}
            """
                .formatted(
                    CREATED,
                    metadata.isEmpty() ? "" : ", " + metadata,
                    workers,
                    workers,
                    spec,
                    status));
    return JobReading.read(job, pods, around()).observation();
  }

  /** As it is kept: a reading that looks at more would see less than there is. */
  private static Job lean(String yaml) {
    return YAML.convertValue(
        Lean.main(YAML.unmarshal(yaml, GenericKubernetesResource.class)), Job.class);
  }

  Observation rayJob(String status) {
    return rayJob(status, "");
  }

  /** A RayJob, and the conditions of its RayCluster in flow style. */
  Observation rayJob(String status, String clusterConditions) {
    GenericKubernetesResource job = generic("RayJob", "train-1", status);
    GenericKubernetesResource cluster =
        generic(
            "RayCluster",
            "train-1-abcde",
            "desiredWorkerReplicas: %d, conditions: [%s]"
                .formatted(desiredWorkers, clusterConditions));
    return RayJobReading.read(job, cluster, pods, around()).observation();
  }

  /** A RayJob of which there is no RayCluster. */
  Observation rayJobAlone(String status) {
    return rayJobAlone(status, false);
  }

  Observation rayJobAlone(String status, boolean suspended) {
    GenericKubernetesResource job = generic("RayJob", "train-1", writers, status);
    job.setAdditionalProperty("spec", Map.of("suspend", suspended));
    return RayJobReading.read(job, null, pods, around()).observation();
  }

  /** A Workload of Kueue's with one condition in flow style, and what it adds. */
  Optional<Observation> workload(String condition) {
    return WorkloadReading.read(admitting(condition), around()).map(Sight::observation);
  }

  /** The same, of a RayJob that KubeRay should have taken up. */
  Optional<Observation> workloadNotTakenUp(String condition) {
    return WorkloadReading.notTakenUp(admitting(condition), around()).map(Sight::observation);
  }

  private static GenericKubernetesResource admitting(String condition) {
    return generic("Workload", "job-train-1-abcde", "conditions: [{" + condition + "}]");
  }

  private static GenericKubernetesResource generic(String kind, String name, String status) {
    return generic(kind, name, "", status);
  }

  private static GenericKubernetesResource generic(
      String kind, String name, String metadata, String status) {
    return Lean.main(
        YAML.unmarshal(
            """
            apiVersion: ray.io/v1
            kind: %s
            metadata: {name: %s, creationTimestamp: "%s"%s}
            status: {%s}
            """
                .formatted(kind, name, CREATED, metadata, status),
            GenericKubernetesResource.class));
  }

  private Surroundings around() {
    return new Surroundings(
        CREATED.plus(age),
        Duration.ofMinutes(15),
        Duration.ofHours(24),
        Dialects.named(dialect).orElseThrow().scaling(),
        silent,
        events);
  }
}
