package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.Drivers;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.InvalidFleetException;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.dialect.Dialects;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesDriverProviderTest {

  private static Target target(String dialect, String settings) throws InvalidFleetException {
    return target(dialect, settings, "name: n, cpus: 1, memoryMiB: 1024");
  }

  private static Target target(String dialect, String settings, String node)
      throws InvalidFleetException {
    return FleetFile.parse(
            """
            targets:
              - id: here
                model: self-hosted-kubernetes
                dialect: %s
                driver: {kind: kubernetes, settings: {%s}}
                nodes: [{%s, maximum: 1}]
            """
                .formatted(dialect, settings, node),
            "test")
        .targets()
        .getFirst();
  }

  @Test
  void isFoundByItsKindAndOpensEveryDialectWithoutReachingIt() throws Exception {
    Drivers drivers = Drivers.onClassPath();

    assertThat(Dialects.ALL).extracting(Dialect::name).doesNotHaveDuplicates();
    for (Dialect dialect : Dialects.ALL) {
      try (Driver driver = drivers.open(target(dialect.name(), "kubeconfig: /nowhere"))) {
        assertThat(driver).hasToString("cluster here");
      }
    }
  }

  @Test
  void refusesADialectThatItDoesNotKnow() throws Exception {
    Target target = target("openshift", "");

    assertThatThrownBy(() -> Drivers.onClassPath().open(target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'openshift' is none of [eks, gke, aks, rancher, kubeadm, kind]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nam: x | driver.settings.nam is not known",
        "namespace: Jobs | driver.settings.namespace 'Jobs' is not a DNS label",
        "start-within: soon | driver.settings.start-within 'soon' is not an ISO 8601 duration",
        "grace: PT0S | driver.settings.grace 'PT0S' is not above 0",
        "user: '0' | driver.settings.user '0' is not within 1.0..",
        "autopilot: maybe | driver.settings.autopilot 'maybe' is neither true nor false",
        "fabric-count: '0' | driver.settings.fabric-count '0' is not within 1.0..64.0",
        "user: me | driver.settings.user 'me' is not a number",
        "tolerations: gpu | driver.settings.tolerations 'gpu' is not key=value",
        "image: ' ' | driver.settings.image is empty",
        "'checkpoint-claim: a, checkpoints: s3://b' | checkpoint-claim and checkpoints exclude each other"
      })
  void refusesAWrongSettingByNameAndValue(String settings, String problem) throws Exception {
    Target target = target("kind", settings.replace("image:  ", "image: ' '"));

    assertThatThrownBy(() -> new KubernetesDriverProvider().open(target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("target 'here'")
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eks | name: p4d.24xlarge, cpus: 128, memoryMiB: 1024",
        "eks | name: p4d.24xlarge, cpus: 96, memoryMiB: 2097152",
        "eks | name: p4d.24xlarge, cpus: 96, memoryMiB: 1024, accelerators: {kind: a100, count: 16}",
        "aks | name: Standard_ND96asr_v4, cpus: 9, memoryMiB: 99, accelerators: {kind: h100, count: 8}"
      })
  void refusesAMachineThatHasMoreThanItsVendorSells(String dialect, String node) throws Exception {
    Target target = target(dialect, "", node);

    assertThatThrownBy(() -> new KubernetesDriverProvider().open(target))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("target 'here': nodes: '")
        .hasMessageContaining("is more than that machine has, or another");
  }

  @ParameterizedTest
  @CsvSource({"missing", "broken", "without-server"})
  void isInTroubleWhenItCannotConnect(String which, @TempDir Path folder) throws Exception {
    Path kubeconfig = folder.resolve(which);
    if (which.equals("broken")) {
      Files.writeString(kubeconfig, "{ not yaml");
    }
    if (which.equals("without-server")) {
      Files.writeString(
          kubeconfig,
          """
          apiVersion: v1
          kind: Config
          clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
          users: [{name: u, user: {token: t}}]
          contexts: [{name: x, context: {cluster: c, user: u}}]
          current-context: x
          """);
    }
    try (Driver driver =
        new KubernetesDriverProvider().open(target("kind", "kubeconfig: " + kubeconfig))) {
      assertThatThrownBy(driver::find).isInstanceOf(TargetTroubleException.class);
      assertThatThrownBy(() -> driver.release(AttemptId.parse("a-1")))
          .isInstanceOf(TargetTroubleException.class);
      assertThatThrownBy(() -> driver.watch(_ -> {})).isInstanceOf(TargetTroubleException.class);
    }
  }
}
