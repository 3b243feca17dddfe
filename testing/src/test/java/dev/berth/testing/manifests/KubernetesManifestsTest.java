package dev.berth.testing.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.Topic;
import dev.berth.targets.api.Fleet;
import dev.berth.targets.api.FleetFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests, against the models of their readers and the services that they run. */
class KubernetesManifestsTest {

  private static final Path BASE = Repository.ROOT.resolve("k8s/base");

  /** Files that are no objects of Kubernetes. */
  private static final Set<String> OTHER =
      Set.of("kustomization.yaml", "fleet.yaml", "policy.yaml");

  /** No model of theirs is on Maven; testing/live/validate-manifests.sh reads them. */
  private static final Set<String> WITHOUT_MODEL = Set.of("ScaledObject");

  static Stream<Path> kustomizations() {
    return Repository.files("k8s", "kustomization.yaml").stream();
  }

  static Stream<Path> files() {
    return Repository.files("k8s", ".yaml").stream()
        .filter(file -> !OTHER.contains(file.getFileName().toString()));
  }

  static Stream<Service> services() {
    return ServiceTest.written();
  }

  private static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static JsonNode object(Service service, String... kinds) {
    return Repository.documents(BASE.resolve(service.name() + ".yaml")).stream()
        .filter(object -> List.of(kinds).contains(object.path("kind").asText()))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode pod(Service service) {
    return object(service, "StatefulSet", "Deployment").at("/spec/template/spec");
  }

  @ParameterizedTest
  @MethodSource("kustomizations")
  void namesFilesThatAreThere(Path kustomization) {
    JsonNode read = Repository.yaml(kustomization);
    Stream<String> named =
        Stream.of(
                Stream.of("resources", "components").flatMap(list -> each(read.path(list))),
                each(read.path("patches"))
                    .filter(patch -> patch.has("path"))
                    .map(patch -> patch.path("path")),
                each(read.path("configMapGenerator")).flatMap(map -> each(map.path("files"))))
            .flatMap(files -> files)
            .map(JsonNode::asText);

    assertThat(named)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(kustomization.resolveSibling(name)).exists());
  }

  @ParameterizedTest
  @MethodSource("files")
  void holdsOnlyFieldsThatItsReaderKnows(Path file) {
    for (JsonNode object : Repository.documents(file)) {
      if (!WITHOUT_MODEL.contains(object.path("kind").asText())) {
        Class<?> model = KubernetesModels.of(object).orElseThrow();
        assertThatCode(() -> KubernetesModels.read(object, model)).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void refusesAFieldThatItsReaderDoesNotKnow() {
    JsonNode advisor = object(Service.named("advisor"), "StatefulSet");
    ((ObjectNode) advisor.at("/spec/template/spec/containers/0/securityContext"))
        .put("readOnlyRootFilesytem", true);

    assertThatThrownBy(
            () -> KubernetesModels.read(advisor, KubernetesModels.of(advisor).orElseThrow()))
        .hasMessageContaining("readOnlyRootFilesytem");
  }

  @ParameterizedTest
  @MethodSource("services")
  void speaksToTheServiceInSettingsThatItKnows(Service service) {
    JsonNode container = pod(service).at("/containers/0");
    Set<String> names =
        each(container.path("env"))
            .map(variable -> variable.path("name").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    for (Path kustomization : kustomizations().toList()) {
      each(Repository.yaml(kustomization).path("configMapGenerator"))
          .flatMap(map -> each(map.path("literals")))
          .map(literal -> literal.asText().substring(0, literal.asText().indexOf('=')))
          .forEach(names::add);
    }

    assertThat(names)
        .contains("KAFKA_BOOTSTRAP_SERVERS", "BERTH_FLEET")
        .isSubsetOf(service.environment());
  }

  @ParameterizedTest
  @MethodSource("services")
  void isReachedAtTheServicesPort(Service service) {
    JsonNode container = pod(service).at("/containers/0");

    assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(service.port());
    assertThat(object(service, "Service").at("/spec/ports/0/port").asInt())
        .isEqualTo(service.port());
    assertThat(
            object(service, "StatefulSet", "Deployment")
                .at("/spec/template/metadata/annotations")
                .path("prometheus.io/port")
                .asInt())
        .isEqualTo(service.port());
    assertThat(
            Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                .map(probe -> container.path(probe).at("/httpGet/path").asText()))
        .containsExactly("/q/health/live", "/q/health/live", "/q/health/ready");
  }

  @ParameterizedTest
  @MethodSource("services")
  void hasTheLeastRights(Service service) {
    JsonNode pod = pod(service);
    JsonNode container = pod.at("/containers/0/securityContext");

    assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(pod.at("/containers/0/resources/limits/memory").asText()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("services")
  void mountsWhatItHas(Service service) {
    JsonNode workload = object(service, "StatefulSet", "Deployment");
    JsonNode pod = pod(service);
    Set<String> volumes =
        Stream.concat(
                each(pod.path("volumes")).map(volume -> volume.path("name").asText()),
                each(workload.at("/spec/volumeClaimTemplates"))
                    .map(claim -> claim.at("/metadata/name").asText()))
            .collect(Collectors.toSet());
    Set<String> maps =
        each(Repository.yaml(BASE.resolve("kustomization.yaml")).path("configMapGenerator"))
            .map(map -> map.path("name").asText())
            .collect(Collectors.toSet());

    assertThat(each(pod.at("/containers/0/volumeMounts")).map(mount -> mount.path("name").asText()))
        .containsExactlyInAnyOrderElementsOf(volumes);
    assertThat(
            Stream.concat(
                    each(pod.path("volumes")).map(volume -> volume.at("/configMap/name")),
                    each(pod.at("/containers/0/envFrom"))
                        .map(from -> from.at("/configMapRef/name")))
                .filter(name -> !name.isMissingNode())
                .map(JsonNode::asText))
        .isSubsetOf(maps);
  }

  @ParameterizedTest
  @MethodSource("services")
  void givesTheImageAPinnedNameInEveryVariant(Service service) {
    Map<String, JsonNode> images =
        each(Repository.yaml(BASE.resolve("kustomization.yaml")).path("images"))
            .collect(Collectors.toMap(image -> image.path("name").asText(), image -> image));
    JsonNode image =
        Objects.requireNonNull(images.get(pod(service).at("/containers/0/image").asText()));

    assertThat(image.path("newTag").asText()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(
            each(Repository.yaml(Repository.ROOT.resolve("k8s/overlays/native/kustomization.yaml"))
                    .path("images"))
                .filter(other -> other.path("name").asText().equals(image.path("newName").asText()))
                .map(other -> other.path("newTag").asText()))
        .containsExactly(image.path("newTag").asText() + "-native");
  }

  @Test
  void scalesByGroupsAndTopicsThatTheServicesRead() {
    List<JsonNode> scaled =
        Repository.documents(Repository.ROOT.resolve("k8s/overlays/keda/scaled-objects.yaml"));
    Set<String> topics =
        Arrays.stream(Topic.values()).map(Topic::wireName).collect(Collectors.toSet());

    assertThat(scaled).hasSize(Service.ALL.size());
    for (JsonNode one : scaled) {
      String name = one.at("/metadata/name").asText().substring("berth-".length());
      assertThat(one.at("/spec/maxReplicaCount").asInt()).isBetween(2, Topic.JOB_PARTITIONS);
      for (JsonNode trigger : one.at("/spec/triggers")) {
        assertThat(topics).contains(trigger.at("/metadata/topic").asText());
        Service.named(name)
            .byDefault("group")
            .ifPresent(group ->
                assertThat(trigger.at("/metadata/consumerGroup").asText()).isEqualTo(group));
      }
    }
  }

  @Test
  void startsWithAValidFleetAndTheBuiltInPolicy() throws Exception {
    assertThat(FleetFile.read(BASE.resolve("fleet.yaml"))).isEqualTo(Fleet.EMPTY);
    assertThat(BASE.resolve("policy.yaml"))
        .hasSameTextualContentAs(
            Repository.ROOT.resolve("advisor-service/src/main/resources/berth/policy.yaml"));
  }
}
