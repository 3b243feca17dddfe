package dev.berth.targets.kubernetes.live;

import dev.berth.contracts.AttemptId;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A namespace of its own on a cluster, and the rights of {@code k8s/targets/kubernetes/rights.yaml}
 * there. Closing it deletes both.
 */
public final class Tenancy implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final KubernetesClient administrator;
  private final String namespace = "berth-e2e-" + UUID.randomUUID().toString().substring(0, 8);
  private final Path folder;
  private final List<HasMetadata> granted = new ArrayList<>();

  /**
   * Makes the namespace.
   *
   * @param administrator of the cluster; closed with this
   * @param folder where kubeconfigs may be written
   */
  public Tenancy(KubernetesClient administrator, Path folder) throws IOException {
    this.administrator = administrator;
    this.folder = folder;
    administrator
        .resource(
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\"}}"
                .formatted(namespace))
        .create();
    // Until its account is there, pods are refused.
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() ->
            administrator.serviceAccounts().inNamespace(namespace).withName("default").get()
                != null);
    grant();
  }

  /** Just as the file has them, but in this namespace, and under a name that is not taken. */
  private void grant() throws IOException {
    String text =
        Files.readString(repository().resolve("k8s/targets/kubernetes/rights.yaml"))
            .replace("berth-jobs", namespace)
            .replace("{name: berth-monitor}", "{name: %s}".formatted(namespace))
            .replace(
                "kind: ClusterRole, name: berth-monitor", "kind: ClusterRole, name: " + namespace);
    granted.addAll(
        administrator
            .load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
            .create());
  }

  /** The namespace. */
  public String namespace() {
    return namespace;
  }

  /** A client with all rights. */
  public KubernetesClient administrator() {
    return administrator;
  }

  /** Writes a kubeconfig with that account's token and returns its path. */
  public Path kubeconfig(Account account) throws IOException {
    String token =
        administrator
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(account.serviceAccount())
            .tokenRequest()
            .getStatus()
            .getToken();
    Config config = administrator.getConfiguration();
    String authority = pair("certificate-authority-data", config.getCaCertData());
    if (authority.isEmpty()) {
      authority = pair("certificate-authority", config.getCaCertFile());
    }
    String text =
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: live, cluster: {server: "%s"%s}}]
        users: [{name: account, user: {token: %s}}]
        contexts: [{name: live, context: {cluster: live, user: account}}]
        current-context: live
        """
            .formatted(config.getMasterUrl(), authority, token);
    return Files.writeString(
        folder.resolve(namespace + "-" + account.name().toLowerCase(Locale.ROOT)), text);
  }

  /**
   * What a fleet file says of the cluster, for that account.
   *
   * @param settings further settings of the driver
   */
  public Map<String, Object> target(Cluster cluster, Account account, Map<String, String> settings)
      throws IOException {
    return target(cluster, account, settings, null);
  }

  /**
   * The same, for a price.
   *
   * @param pricePerHour of a node in US dollars; null if nothing is said of it
   */
  public Map<String, Object> target(
      Cluster cluster, Account account, Map<String, String> settings, @Nullable Double pricePerHour)
      throws IOException {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("kubeconfig", kubeconfig(account).toString());
    all.put("namespace", namespace);
    Map<String, Object> nodes =
        new TreeMap<>(
            Map.of(
                "name", "p4d.24xlarge",
                "cpus", 48,
                "memoryMiB", 196_608,
                "accelerators", Map.of("kind", "a100", "count", 8),
                "maximum", 4));
    if (pricePerHour != null) {
      nodes.put("pricePerHour", pricePerHour);
    }
    return Map.of(
        "id", cluster.name(),
        "model", "managed-kubernetes",
        "dialect", cluster.dialect(),
        "driver", Map.of("kind", "kubernetes", "settings", all),
        "nodes", List.of(nodes));
  }

  /**
   * Makes a volume of a folder of this machine, which all clusters with nodes that run containers
   * see as they would a network file system.
   *
   * @return the name of its claim
   */
  public String claim(Path shared) throws IOException {
    // Pods run as a user of their own.
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    String text =
        """
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: %1$s}
        spec:
          capacity: {storage: 1Gi}
          accessModes: [ReadWriteMany]
          storageClassName: ""
          claimRef: {namespace: %1$s, name: checkpoints}
          hostPath: {path: "%2$s", type: Directory}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: checkpoints, namespace: %1$s}
        spec:
          accessModes: [ReadWriteMany]
          storageClassName: ""
          volumeName: %1$s
          resources: {requests: {storage: 1Gi}}
        """
            .formatted(namespace, shared.toAbsolutePath());
    granted.addAll(
        administrator
            .load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
            .create());
    return "checkpoints";
  }

  /** Lets the containers of an attempt, which kwok plays, end with that code. */
  public void end(AttemptId attempt, int exitCode) {
    pods(attempt).forEach(pod -> end(pod, exitCode));
  }

  /** Lets the containers of a pod, which kwok plays, end with that code. */
  public void end(Pod pod, int exitCode) {
    administrator
        .resource(pod)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"metadata": {"annotations": {"berth.test/run-for": "0s", "berth.test/exit-code": "%d"}}}
            """
                .formatted(exitCode));
  }

  /** The pods of an attempt. */
  public List<Pod> pods(AttemptId attempt) {
    return administrator
        .pods()
        .inNamespace(namespace)
        .withLabel("berth.dev/attempt", attempt.toString())
        .list()
        .getItems();
  }

  private static String pair(String key, @Nullable String value) {
    return value == null ? "" : ", " + key + ": \"" + value + "\"";
  }

  /** Berth's repository, around the present folder. */
  static Path repository() {
    for (Path one = Path.of("").toAbsolutePath(); one != null; one = one.getParent()) {
      if (Files.exists(one.resolve("mvnw")) && Files.isDirectory(one.resolve("contracts"))) {
        return one;
      }
    }
    throw new IllegalStateException(
        "Berth's repository is not around " + Path.of("").toAbsolutePath());
  }

  @Override
  public void close() {
    granted.stream()
        .filter(right -> right.getMetadata().getNamespace() == null)
        .forEach(right -> administrator.resource(right).delete());
    administrator.namespaces().withName(namespace).delete();
    administrator.close();
  }
}
