package dev.berth.targets.kubernetes;

import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Json;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.live.Account;
import dev.berth.targets.kubernetes.live.Cluster;
import dev.berth.targets.kubernetes.live.Tenancy;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A namespace of its own on the API server that {@code BERTH_LIVE_KUBECONFIG} names, or else on one
 * that {@code testing/live/run} has started, and the part of kubelet: no node takes these pods.
 */
final class LiveCluster implements AutoCloseable {

  private static final String KUBECONFIG = "BERTH_LIVE_KUBECONFIG";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final KubernetesClient client;
  final String namespace;
  private final Tenancy tenancy;

  LiveCluster(Path folder) throws IOException {
    tenancy =
        new Tenancy(
            new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(new File(kubeconfig())))
                .build(),
            folder);
    client = tenancy.administrator();
    namespace = tenancy.namespace();
  }

  static String kubeconfig() {
    String file = System.getenv(KUBECONFIG);
    return file == null ? Cluster.YARD.kubeconfig().toString() : file;
  }

  Driver driver() throws Exception {
    return driver(kubeconfig(), namespace, "kind");
  }

  Driver driver(Account account) throws Exception {
    return driver(tenancy.kubeconfig(account).toString(), namespace, "kind");
  }

  static Driver driver(String kubeconfig, String namespace, String dialect) throws Exception {
    String fleet =
        """
        targets:
          - id: live
            model: self-hosted-kubernetes
            dialect: %s
            driver:
              kind: kubernetes
              settings: {kubeconfig: "%s", namespace: "%s", node-selector: "berth.dev/e2e=nowhere", timeout: PT30S}
            nodes:
              - {name: p4d.24xlarge, cpus: 96, memoryMiB: 1024, accelerators: {kind: a100, count: 8}, maximum: 4}
        """
            .formatted(dialect, kubeconfig, namespace);
    Target target = FleetFile.parse(fleet, "live").targets().getFirst();
    return new KubernetesDriverProvider().open(target);
  }

  static Submission submission(String job, int workers, Map<String, Object> more) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("id", job);
    fields.put("runtime", "container");
    fields.put("image", "train:1");
    fields.put("entrypoint", "train");
    fields.put("resources", Map.of("cpus", 0.1, "memoryMiB", 64));
    fields.put("workers", Map.of("min", workers, "max", workers));
    fields.putAll(more);
    JobSpec spec =
        switch (JobSpecReader.read(Json.mapper().valueToTree(fields))) {
          case JobSpecReader.Valid valid -> valid.spec();
          case JobSpecReader.Invalid invalid -> throw new AssertionError(invalid);
        };
    return new Submission(
        spec.id().attempt(1),
        spec,
        false,
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  }

  /** The pods of an attempt, once the Job controller has made so many. */
  List<Pod> pods(String attempt, int count) {
    return Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () ->
                client
                    .pods()
                    .inNamespace(namespace)
                    .withLabel("berth.dev/attempt", attempt)
                    .list()
                    .getItems(),
            pods -> pods.size() == count);
  }

  /** What kubelet would write. */
  void runs(Pod pod) {
    play(pod, "Running", "{\"running\":{\"startedAt\":\"%s\"}}".formatted(now()));
  }

  /** What kubelet would write. */
  void ends(Pod pod, int exitCode) {
    play(
        pod,
        exitCode == 0 ? "Succeeded" : "Failed",
        "{\"terminated\":{\"exitCode\":%d,\"reason\":\"%s\",\"startedAt\":\"%s\",\"finishedAt\":\"%s\"}}"
            .formatted(exitCode, exitCode == 0 ? "Completed" : "Error", now(), now()));
  }

  private void play(Pod pod, String phase, String state) {
    client
        .pods()
        .inNamespace(namespace)
        .withName(pod.getMetadata().getName())
        .editStatus(before ->
            new PodBuilder(before)
                .editOrNewStatus()
                .withPhase(phase)
                .withStartTime(now())
                .withContainerStatuses(
                    io.fabric8.kubernetes.client.utils.Serialization.unmarshal(
                        "{\"name\":\"worker\",\"image\":\"train:1\",\"imageID\":\"\",\"ready\":false,\"restartCount\":0,\"state\":%s}"
                            .formatted(state),
                        io.fabric8.kubernetes.api.model.ContainerStatus.class))
                .endStatus()
                .build());
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  @Override
  public void close() {
    tenancy.close();
  }
}
