package dev.berth.testing.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.Event;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Json;
import dev.berth.contracts.TargetId;
import dev.berth.targets.kubernetes.live.Cluster;
import dev.berth.testing.live.LiveJobs;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Berth on a real cluster, from {@code k8s/}: an overlay of the user's, the images of the
 * Dockerfiles, real kubelets.
 */
class DeploymentE2E {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String READ_ONLY = "Read-only file system";

  @TempDir private static Path folder;
  private static Deployment berth;

  @BeforeAll
  static void deploy() throws Exception {
    assumeTrue(Cluster.EAST.runsContainers(), "only root can start nodes that run containers");
    berth = new Deployment(Cluster.EAST, folder);
  }

  @AfterAll
  static void takeAway() {
    if (berth != null) {
      berth.close();
    }
  }

  @Test
  void isReadyInEveryReplicaAndHasNotStartedTwice() {
    List<Pod> pods = berth.pods();

    assertThat(pods).hasSize(2 * Deployment.WORKLOADS.size());
    for (Pod pod : pods) {
      assertThat(pod.getSpec().getNodeName()).startsWith("real-");
      assertThat(pod.getStatus().getContainerStatuses())
          .as(pod.getMetadata().getName())
          .singleElement()
          .returns(true, ContainerStatus::getReady)
          .returns(0, ContainerStatus::getRestartCount);
    }
  }

  /** Two nodes, two replicas: none of a service's replicas share one. */
  @ParameterizedTest
  @ValueSource(strings = {"advisor", "provisioner", "monitor"})
  void isSpreadOverTheNodes(String service) {
    assertThat(berth.pods(service))
        .extracting(pod -> pod.getSpec().getNodeName())
        .doesNotHaveDuplicates();
  }

  @Test
  void livesInNamespacesThatRefusePodsBelowTheRestrictedStandard() {
    for (String namespace : List.of(Deployment.NAMESPACE, Deployment.JOBS)) {
      assertThatThrownBy(() ->
              berth.cluster.kubectl(
                  "run", "lax", "-n", namespace, "--image=digits:local", "--dry-run=server"))
          .hasMessageContaining("violates PodSecurity \"restricted:latest\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"advisor", "provisioner", "monitor"})
  void cannotChangeWhatItRunsFromNorBecomeAnybodyElse(String service) {
    for (Pod pod : berth.pods(service)) {
      String said =
          berth.shell(
              pod,
              """
              exec 2>&1
              id -u; grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/1/status
              for folder in / /berth /work /etc /etc/berth/fleet; do touch $folder/mine && echo "wrote to $folder"; done
              touch /tmp/mine && echo "wrote to /tmp"
              """);

      assertThat(said)
          .as("%s of %s", said, pod.getMetadata().getName())
          .startsWith("10001\n")
          .containsPattern("CapEff:\\s+0{16}\\n")
          .containsPattern("CapBnd:\\s+0{16}\\n")
          .containsPattern("NoNewPrivs:\\s+1\\n")
          .containsPattern("Seccomp:\\s+2\\n")
          .contains("/berth/mine': " + READ_ONLY, "/work/mine': " + READ_ONLY, "wrote to /tmp\n");
      assertThat(said.lines().filter(line -> line.startsWith("wrote to"))).hasSize(1);
    }
  }

  /** An ahead-of-time cache that does not fit is no error to the JVM, only slow. */
  @Test
  void startsFromTheCacheOfItsImage() {
    for (Pod pod : berth.pods()) {
      assertThat(berth.shell(pod, "grep -c /berth/app.aot /proc/1/maps").strip())
          .as("mappings of the cache in %s", pod.getMetadata().getName())
          .isNotEqualTo("0");
    }
  }

  /** OpenSSH's client does nothing for a user that the system has no entry of. */
  @ParameterizedTest
  @ValueSource(strings = {"provisioner", "monitor"})
  void canReachTargetsBySsh(String service) {
    for (Pod pod : berth.pods(service)) {
      assertThat(berth.shell(pod, "ssh -G -F none elvis@login.example.org 2>&1 || true"))
          .as("ssh in %s", pod.getMetadata().getName())
          .contains("user elvis\n", "hostname login.example.org\n");
    }
  }

  @Test
  void leavesTheAdvisorWithoutAnyRight() {
    Rights rights = new Rights(berth.administrator);
    for (String namespace : List.of(Deployment.NAMESPACE, Deployment.JOBS, "kube-system")) {
      assertThat(rights.of("berth-advisor", namespace)).isEmpty();
    }
    assertThat(rights.of("berth-advisor", null)).isEmpty();
    assertThat(
            Stream.concat(
                berth
                    .administrator
                    .rbac()
                    .roleBindings()
                    .inAnyNamespace()
                    .list()
                    .getItems()
                    .stream()
                    .map(RoleBinding::getSubjects),
                berth.administrator.rbac().clusterRoleBindings().list().getItems().stream()
                    .map(ClusterRoleBinding::getSubjects)))
        .allSatisfy(subjects ->
            assertThat(subjects).noneMatch(subject -> subject.getName().equals("berth-advisor")));
    for (Pod pod : berth.pods("advisor")) {
      assertThat(berth.shell(pod, "ls /var/run/secrets 2>&1 || true")).contains("No such file");
    }
  }

  @Test
  void letsTheProvisionerMakeAndDeleteItsKindsWhereJobsRun() {
    Rights rights = new Rights(berth.administrator);

    assertThat(rights.of("berth-provisioner", Deployment.JOBS))
        .containsExactlyInAnyOrder(
            "get batch/jobs",
            "list batch/jobs",
            "create batch/jobs",
            "delete batch/jobs",
            "get ray.io/rayjobs",
            "list ray.io/rayjobs",
            "create ray.io/rayjobs",
            "delete ray.io/rayjobs",
            "create /services",
            "list /pods",
            "delete /pods");
    assertThat(rights.of("berth-provisioner", Deployment.NAMESPACE)).isEmpty();
    assertThat(rights.of("berth-provisioner", null)).isEmpty();
  }

  @Test
  void letsTheMonitorOnlyLook() {
    Rights rights = new Rights(berth.administrator);
    List<String> everywhere = List.of("list /pods", "get /nodes", "list /nodes");

    assertThat(rights.of("berth-monitor", Deployment.JOBS))
        .containsAll(everywhere)
        .containsExactlyInAnyOrder(
            "list /pods",
            "get /nodes",
            "list /nodes",
            "list batch/jobs",
            "watch batch/jobs",
            "list ray.io/rayjobs",
            "watch ray.io/rayjobs",
            "get ray.io/rayclusters",
            "get /pods",
            "watch /pods",
            "get /pods/log",
            "list /events",
            "list kueue.x-k8s.io/workloads",
            "get kueue.x-k8s.io/localqueues");
    assertThat(rights.of("berth-monitor", Deployment.NAMESPACE))
        .containsExactlyInAnyOrderElementsOf(everywhere);
    assertThat(rights.of("berth-monitor", null)).containsExactlyInAnyOrderElementsOf(everywhere);
  }

  @Test
  void runsAJobOnItsOwnClusterByItsPodsAccounts() throws Exception {
    doesAWholeJob(LiveJobs.trainingOn(new TargetId("here"), "at-home", 3), Deployment.JOBS);
  }

  @Test
  void runsAJobWhereTheKubeconfigsInItsSecretsLead() throws Exception {
    doesAWholeJob(
        LiveJobs.trainingOn(new TargetId("elsewhere"), "abroad", 3), berth.elsewhere.namespace());
  }

  private void doesAWholeJob(JobSpec job, String namespace) throws Exception {
    berth.pipeline.request(job, null);

    JobPlaced placed = heard(job, JobPlaced.class);
    assertThat(heard(job, JobSucceeded.class).attempt()).isEqualTo(placed.attempt());
    assertThat(heard(job, AttemptReleased.class).attempt()).isEqualTo(placed.attempt());
    assertThat(berth.administrator.pods().inNamespace(namespace).list().getItems()).isEmpty();
    assertThat(berth.administrator.services().inNamespace(namespace).list().getItems()).isEmpty();
    assertThat(berth.administrator.batch().v1().jobs().inNamespace(namespace).list().getItems())
        .singleElement()
        .as("what keeps the name %s from being taken again", placed.attempt())
        .returns(placed.attempt().toString(), kept -> kept.getMetadata().getName())
        .returns(true, DeploymentE2E::isPlaceholder);
    for (Pod monitor : berth.pods("monitor")) {
      assertThat(phaseToldBy(monitor, job)).isEqualTo("succeeded");
    }
  }

  private static boolean isPlaceholder(Job kept) {
    return kept.getMetadata().getLabels().containsKey("berth.dev/released")
        && Boolean.TRUE.equals(kept.getSpec().getSuspend());
  }

  private <E extends Event> E heard(JobSpec job, Class<E> type) throws InterruptedException {
    return berth
        .events
        .await(
            envelope ->
                envelope.event().key().equals(job.id().value())
                    && type.isInstance(envelope.event()),
            PATIENCE)
        .map(heard -> type.cast(heard.envelope().event()))
        .orElseThrow(() ->
            new AssertionError(
                "no %s of %s; there is %s\n%s"
                    .formatted(
                        type.getSimpleName(),
                        job.id(),
                        berth.events.of(job.id()),
                        berth.evidence())));
  }

  /** Whichever replica is asked, it knows, or knows whom to ask. */
  private static String phaseToldBy(Pod monitor, JobSpec job) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> told =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(
                          "http://%s:7412/jobs/%s"
                              .formatted(monitor.getStatus().getPodIP(), job.id())))
                  .timeout(PATIENCE)
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
      return Json.mapper().readTree(told.body()).path("phase").asText();
    }
  }
}
