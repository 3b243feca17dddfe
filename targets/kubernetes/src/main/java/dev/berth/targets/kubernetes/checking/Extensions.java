package dev.berth.targets.kubernetes.checking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.JobRuntime;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Looks at what a cluster has beside Kubernetes itself: KubeRay, Kueue, priorities. */
final class Extensions {

  private static final String KUEUE = "kueue.x-k8s.io";

  // kueue.sigs.k8s.io/docs/tasks/manage/enforce_job_management/setup_default_local_queue
  private static final String DEFAULT = "default";

  /** KubeRay's operator renews its lease every few seconds; this is many times that. */
  private static final Duration FRESH = Duration.ofMinutes(2);

  private final Server server;
  private final Target target;
  private final ClusterSettings settings;
  private final Instant now;

  Extensions(Server server, Target target, ClusterSettings settings, Instant now) {
    this.server = server;
    this.target = target;
    this.settings = settings;
    this.now = now;
  }

  boolean runsRay() {
    return target.runtimes().contains(JobRuntime.RAY);
  }

  CheckOutcome kubeRay() {
    if (!runsRay()) {
      return new Skipped("the target's runtimes do not name ray");
    }
    Failed missing =
        new Failed(
            "the cluster has no RayJob of ray.io/v1",
            "install KubeRay 1.5: helm install kuberay-operator kuberay-operator --repo"
                + " https://ray-project.github.io/kuberay-helm/ --version 1.5.1 -n kuberay-system"
                + " --create-namespace; or take ray out of the target's runtimes");
    return Outcomes.of(
        server.get("/apis/ray.io/v1"),
        "the kinds of ray.io",
        json -> {
          List<String> names = new ArrayList<>();
          json.path("resources").forEach(one -> names.add(one.path("name").asText()));
          return names.containsAll(List.of("rayjobs", "rayclusters"))
              ? new Passed("RayJob and RayCluster of ray.io/v1 are there")
              : missing;
        },
        missing);
  }

  /** Without the operator RayJobs are taken, and nothing comes of them. */
  CheckOutcome kubeRayOperator() {
    if (!runsRay()) {
      return new Skipped("the target's runtimes do not name ray");
    }
    return Outcomes.of(
        server.get(
            "/apis/apps/v1/deployments?labelSelector=app.kubernetes.io%2Fname%3Dkuberay-operator"),
        "the Deployments of the cluster, of which KubeRay's operator is one",
        json -> operator(json.path("items")),
        new Skipped("the API server has no Deployments"));
  }

  private CheckOutcome operator(JsonNode deployments) {
    for (JsonNode deployment : deployments) {
      String image =
          deployment.at("/spec/template/spec/containers/0/image").asText("an unknown image");
      String place = deployment.path("metadata").path("namespace").asText();
      return deployment.path("status").path("availableReplicas").asInt() > 0
          ? new Passed("%s runs in %s".formatted(image, place))
          : new Failed(
              "KubeRay's operator in %s is not available".formatted(place),
              "kubectl -n %s describe deployment,pods -l app.kubernetes.io/name=kuberay-operator"
                  .formatted(place));
    }
    return lease();
  }

  /** However the operator is run, it holds a lease while it lives. */
  private CheckOutcome lease() {
    return Outcomes.of(
        server.get(
            "/apis/coordination.k8s.io/v1/leases?fieldSelector=metadata.name%3Dray-operator-leader"),
        "leases, of which KubeRay's operator holds one",
        json -> {
          for (JsonNode lease : json.path("items")) {
            if (isFresh(lease.path("spec").path("renewTime").asText())) {
              return new Passed("KubeRay's operator holds its lease");
            }
          }
          // Neither is a rule, so that their absence proves nothing.
          return new Skipped(
              "no operator of KubeRay is to be seen, neither a Deployment named kuberay-operator nor"
                  + " a lease that is renewed; without one RayJobs are taken and nothing comes of them");
        },
        new Skipped("the API server has no leases"));
  }

  private boolean isFresh(String renewed) {
    try {
      return Instant.parse(renewed).isAfter(now.minus(FRESH));
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  CheckOutcome queue() {
    String queue = settings.queue();
    Skipped none = new Skipped("driver.settings.queue names none");
    return Outcomes.of(
        server.get("/apis/" + KUEUE),
        "the versions of Kueue",
        json -> {
          String version = json.path("preferredVersion").path("version").asText();
          CheckOutcome found = queue == null ? none : queue(version, queue);
          return queue == null || found instanceof Passed ? withoutDefault(version, found) : found;
        },
        queue == null
            ? none
            : new Failed(
                "the cluster has no Kueue, and driver.settings.queue names the queue " + queue,
                "install Kueue, or take the setting away: without it the label is ignored, and jobs"
                    + " start at once"));
  }

  /** Kueue puts into it whatever names no queue: also what holds the names of ended attempts. */
  private CheckOutcome withoutDefault(String version, CheckOutcome otherwise) {
    return Outcomes.of(
        server.get(localQueue(version, DEFAULT)),
        "the LocalQueue " + DEFAULT,
        _ ->
            new Failed(
                "the namespace %s has a LocalQueue named %s, into which Kueue puts all that names no queue, also what"
                        .formatted(settings.namespace(), DEFAULT)
                    + " keeps the names of released attempts",
                "give that queue another name, and let driver.settings.queue name it"),
        otherwise);
  }

  private String localQueue(String version, String name) {
    return "/apis/%s/%s/namespaces/%s/localqueues/%s"
        .formatted(KUEUE, version, settings.namespace(), name);
  }

  private CheckOutcome queue(String version, String queue) {
    CheckOutcome found =
        Outcomes.of(
            server.get(localQueue(version, queue)),
            "the LocalQueue " + queue,
            json -> active(queue, json),
            new Failed(
                "there is no LocalQueue %s in %s".formatted(queue, settings.namespace()),
                "make one for a ClusterQueue with quota; until then jobs stay suspended"));
    return found instanceof Passed && settings.queuePriority() != null
        ? Outcomes.of(
            server.get(
                "/apis/%s/%s/workloadpriorityclasses/%s"
                    .formatted(KUEUE, version, settings.queuePriority())),
            "the WorkloadPriorityClass " + settings.queuePriority(),
            _ -> found,
            new Failed(
                "there is no WorkloadPriorityClass " + settings.queuePriority(),
                "make it, or take driver.settings.queue-priority away"))
        : found;
  }

  private static CheckOutcome active(String queue, JsonNode json) {
    for (JsonNode condition : json.path("status").path("conditions")) {
      if (condition.path("type").asText().equals("Active")
          && !condition.path("status").asText().equals("True")) {
        return new Failed(
            "the LocalQueue %s is not active: %s"
                .formatted(queue, condition.path("message").asText()),
            "mend its ClusterQueue %s".formatted(json.path("spec").path("clusterQueue").asText()));
      }
    }
    return new Passed(
        "%s, of the ClusterQueue %s, with %d workloads waiting and %d admitted"
            .formatted(
                queue,
                json.path("spec").path("clusterQueue").asText(),
                json.path("status").path("pendingWorkloads").asInt(),
                json.path("status").path("admittedWorkloads").asInt()));
  }

  CheckOutcome priorityClass() {
    String name = settings.priorityClass();
    if (name == null) {
      return new Skipped("driver.settings.priority-class names none");
    }
    return Outcomes.of(
        server.get("/apis/scheduling.k8s.io/v1/priorityclasses/" + name),
        "the PriorityClass " + name,
        json -> new Passed("%s, of value %d".formatted(name, json.path("value").asInt())),
        new Failed(
            "there is no PriorityClass " + name,
            "kubectl create priorityclass %s --value=1000, or take the setting away"
                .formatted(name)));
  }
}
