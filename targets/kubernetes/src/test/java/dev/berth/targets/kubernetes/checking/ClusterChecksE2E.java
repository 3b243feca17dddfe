package dev.berth.targets.kubernetes.checking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.kubernetes.KubernetesDriverProvider;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real API server says where something is missing, one thing after the other. */
class ClusterChecksE2E {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String namespace = "berth-check-" + UUID.randomUUID().toString().substring(0, 8);
  @TempDir private Path folder;
  private KubernetesClient client;

  @BeforeEach
  void open() {
    client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(new File(kubeconfig())))
            .build();
  }

  @AfterEach
  void close() {
    client.namespaces().withName(namespace).delete();
    client.rbac().clusterRoleBindings().withName(namespace).delete();
    client.rbac().clusterRoles().withName(namespace).delete();
    client.close();
  }

  @Test
  void tellThatTheNamespaceIsMissingAndAskNothingOfIt() throws Exception {
    Map<String, CheckOutcome> outcomes = checked("");

    assertThat(outcomes.get("namespace"))
        .isEqualTo(
            new CheckOutcome.Failed(
                "there is no namespace " + namespace, "kubectl create namespace " + namespace));
    assertThat(outcomes.get("takes-jobs")).isInstanceOf(CheckOutcome.Skipped.class);
    assertThat(client.namespaces().withName(namespace).get()).isNull();
  }

  @Test
  void passOnAnEmptyNamespaceAndLeaveItEmpty() throws Exception {
    create();

    Map<String, CheckOutcome> outcomes = checked("");

    assertThat(outcomes.values()).noneMatch(CheckOutcome.Failed.class::isInstance);
    for (String passed :
        List.of(
            "api-server",
            "account",
            "namespace",
            "rights-provisioner",
            "rights-monitor",
            "takes-jobs",
            "takes-pods",
            "quota",
            "limit-range",
            "nodes")) {
      assertThat(outcomes.get(passed)).as(passed).isInstanceOf(CheckOutcome.Passed.class);
    }
    assertThat(client.batch().v1().jobs().inNamespace(namespace).list().getItems()).isEmpty();
    assertThat(client.pods().inNamespace(namespace).list().getItems()).isEmpty();
  }

  @Test
  void nameEverythingThatTheSettingsNameAndTheClusterLacks() throws Exception {
    create();

    Map<String, CheckOutcome> outcomes =
        checked(
            "service-account: trainer, image-pull-secrets: registry, secrets: hub,"
                + " checkpoint-claim: shared, priority-class: no-such-class");

    assertThat(reason(outcomes, "service-account")).isEqualTo("there is no ServiceAccount trainer");
    assertThat(reason(outcomes, "image-pull-secrets")).isEqualTo("there is no Secret registry");
    assertThat(reason(outcomes, "secrets")).isEqualTo("there is no Secret hub");
    assertThat(reason(outcomes, "checkpoints"))
        .isEqualTo("there is no PersistentVolumeClaim shared");
    assertThat(reason(outcomes, "priority-class"))
        .isEqualTo("there is no PriorityClass no-such-class");
    // The API server's own admission agrees.
    assertThat(reason(outcomes, "takes-pods")).contains("serviceaccount \"trainer\" not found");
  }

  @Test
  void findWhatTheSettingsNameOnceItIsThere() throws Exception {
    create();
    apply(
        """
        {apiVersion: v1, kind: ServiceAccount, metadata: {name: trainer}}
        ---
        {apiVersion: v1, kind: Secret, metadata: {name: registry}, type: kubernetes.io/dockerconfigjson, stringData: {.dockerconfigjson: '{"auths":{}}'}}
        ---
        {apiVersion: v1, kind: Secret, metadata: {name: hub}, stringData: {HF_TOKEN: very-secret}}
        ---
        {apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: shared}, spec: {accessModes: [ReadWriteMany], storageClassName: none-such, resources: {requests: {storage: 1Gi}}}}
        """);

    Map<String, CheckOutcome> outcomes =
        checked(
            "service-account: trainer, image-pull-secrets: registry, secrets: hub,"
                + " checkpoint-claim: shared");

    for (String passed : List.of("service-account", "image-pull-secrets", "secrets")) {
      assertThat(outcomes.get(passed)).as(passed).isInstanceOf(CheckOutcome.Passed.class);
    }
    assertThat(reason(outcomes, "checkpoints"))
        .isEqualTo("the PersistentVolumeClaim shared is Pending");
    assertThat(outcomes.toString()).doesNotContain("very-secret");
    assertThat(reason(checked("image-pull-secrets: hub"), "image-pull-secrets"))
        .isEqualTo("hub is of the type Opaque, not kubernetes.io/dockerconfigjson");
  }

  @Test
  void tellWhatQuotaAndLimitsLeave() throws Exception {
    create();
    apply(
        """
        {apiVersion: v1, kind: ResourceQuota, metadata: {name: none}, spec: {hard: {pods: "0", requests.cpu: "8"}}}
        ---
        {apiVersion: v1, kind: LimitRange, metadata: {name: small}, spec: {limits: [{type: Container, max: {cpu: "2", memory: 8Gi}}]}}
        """);
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() ->
            client
                    .resourceQuotas()
                    .inNamespace(namespace)
                    .withName("none")
                    .get()
                    .getStatus()
                    .getHard()
                != null);

    Map<String, CheckOutcome> outcomes = checked("");

    assertThat(reason(outcomes, "quota"))
        .isEqualTo("the namespace's quota is used up: pods 0 of 0");
    assertThat(reason(outcomes, "limit-range"))
        .isEqualTo("a Container gets at most 2 cpus, and 'slot' is offered with 4.0");
    assertThat(reason(outcomes, "takes-pods")).contains("exceeded quota");
  }

  @Test
  void tellWhichLevelOfPodSecurityHoldsAndThatItIsSatisfied() throws Exception {
    apply(
        """
        {apiVersion: v1, kind: Namespace, metadata: {name: %s, labels: {pod-security.kubernetes.io/enforce: restricted}}}
        """
            .formatted(namespace));
    waitForAccount();

    Map<String, CheckOutcome> outcomes = checked("");

    assertThat(outcomes.get("pod-security")).asString().contains("'restricted' is enforced");
    assertThat(outcomes.get("takes-pods")).isInstanceOf(CheckOutcome.Passed.class);
  }

  @Test
  void nameEveryRightThatAnAccountLacks() throws Exception {
    create();
    apply("{apiVersion: v1, kind: ServiceAccount, metadata: {name: nobody}}");

    Map<String, CheckOutcome> outcomes = checked("", as("nobody"));

    assertThat(reason(outcomes, "rights-provisioner"))
        .contains("get, list, create, delete jobs.batch")
        .contains("create services");
    assertThat(reason(outcomes, "rights-monitor"))
        .contains("get pods/log")
        .contains("get, list nodes of the whole cluster");
    assertThat(outcomes.get("quota"))
        .isEqualTo(
            new CheckOutcome.Skipped(
                "this account may not look at the ResourceQuotas of " + namespace));
  }

  @Test
  void passForTheAccountsOfTheFileWithJustItsRights() throws Exception {
    create();
    apply(
        Files.readString(Path.of("../../k8s/targets/kubernetes/rights.yaml"))
            .replace("berth-jobs", namespace)
            .replace("{name: berth-monitor}", "{name: %s}".formatted(namespace))
            .replace(
                "kind: ClusterRole, name: berth-monitor", "kind: ClusterRole, name: " + namespace));

    Map<String, CheckOutcome> provisioner = checked("", as("berth-provisioner"));
    Map<String, CheckOutcome> monitor = checked("", as("berth-monitor"));

    assertThat(provisioner.get("rights-provisioner")).isInstanceOf(CheckOutcome.Passed.class);
    assertThat(provisioner.get("rights-monitor")).asString().contains("check with that of");
    assertThat(monitor.get("rights-monitor")).isInstanceOf(CheckOutcome.Passed.class);
    assertThat(provisioner.values()).noneMatch(CheckOutcome.Failed.class::isInstance);
    assertThat(monitor.values()).noneMatch(CheckOutcome.Failed.class::isInstance);
  }

  @Test
  void tellThatCredentialsAreNotAccepted() throws Exception {
    Path wrong = token("not-a-token");

    assertThat(reason(checked("", wrong), "api-server"))
        .startsWith("the API server does not accept the credentials");
  }

  @Test
  void tellThatNobodyAnswersAndStopThere() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    Map<String, CheckOutcome> outcomes = checked("", token("any", "https://127.0.0.1:" + port));

    assertThat(reason(outcomes, "api-server")).contains("does not answer").contains("refused");
    assertThat(outcomes).doesNotContainKey("namespace");
  }

  private static String kubeconfig() {
    String file = System.getenv("BERTH_LIVE_KUBECONFIG");
    if (file == null) {
      throw new IllegalStateException(
          "BERTH_LIVE_KUBECONFIG is not set; see testing/live/kubernetes");
    }
    return file;
  }

  private static String reason(Map<String, CheckOutcome> outcomes, String name) {
    assertThat(outcomes.get(name)).as(name).isInstanceOf(CheckOutcome.Failed.class);
    return outcomes.get(name) instanceof CheckOutcome.Failed failed ? failed.reason() : "";
  }

  private void create() throws IOException {
    apply("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(namespace));
    waitForAccount();
  }

  private void waitForAccount() {
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() ->
            client.serviceAccounts().inNamespace(namespace).withName("default").get() != null);
  }

  private void apply(String yaml) throws IOException {
    try (var documents = new YAMLMapper().readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      while (documents.hasNext()) {
        HasMetadata one = client.resource(documents.next().toString()).item();
        if (one.getMetadata().getNamespace() == null
            && !one.getKind().startsWith("ClusterRole")
            && !one.getKind().equals("Namespace")) {
          one.getMetadata().setNamespace(namespace);
        }
        client.resource(one).create();
      }
    }
  }

  private Path as(String account) throws IOException {
    return token(
        client
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(account)
            .tokenRequest()
            .getStatus()
            .getToken());
  }

  private Path token(String token) throws IOException {
    return token(token, client.getConfiguration().getMasterUrl());
  }

  private Path token(String token, String server) throws IOException {
    Config config = client.getConfiguration();
    String authority =
        config.getCaCertData() == null
            ? "certificate-authority: " + config.getCaCertFile()
            : "certificate-authority-data: " + config.getCaCertData();
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: c
        contexts: [{name: c, context: {cluster: c, user: u}}]
        clusters: [{name: c, cluster: {server: "%s", %s}}]
        users: [{name: u, user: {token: "%s"}}]
        """
            .formatted(server, authority, token));
  }

  private Map<String, CheckOutcome> checked(String settings) throws Exception {
    return checked(settings, Path.of(kubeconfig()));
  }

  private Map<String, CheckOutcome> checked(String settings, Path kubeconfig) throws Exception {
    String fleet =
        """
        targets:
          - id: live
            model: self-hosted-kubernetes
            dialect: kubeadm
            driver:
              kind: kubernetes
              settings: {kubeconfig: "%s", namespace: %s, timeout: PT30S, image: "train:1"%s}
            runtimes: [container]
            nodes:
              - {name: slot, cpus: 4, memoryMiB: 1024, maximum: 4}
        """
            .formatted(kubeconfig, namespace, settings.isEmpty() ? "" : ", " + settings);
    List<Check> told = new ArrayList<>();
    new KubernetesDriverProvider()
        .check(FleetFile.parse(fleet, "live").targets().getFirst(), told::add);
    Map<String, CheckOutcome> outcomes = new LinkedHashMap<>();
    told.forEach(check -> outcomes.put(check.name(), check.outcome()));
    return outcomes;
  }
}
