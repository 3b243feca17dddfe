package dev.berth.testing.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compose file, against the services that it runs and what it promises for all of them. */
class ComposeFileTest {

  private static final JsonNode COMPOSE =
      Repository.yaml(Repository.ROOT.resolve("docker-compose.yml"));

  private static final Set<String> DOES_NOT_STAY = Set.of("topics");

  static Stream<String> parts() {
    return COMPOSE.path("services").properties().stream().map(Map.Entry::getKey);
  }

  static Stream<Service> services() {
    return Service.ALL.stream();
  }

  private static JsonNode part(String name) {
    JsonNode part = COMPOSE.path("services").path(name);
    assertThat(part.isObject()).as(name).isTrue();
    return part;
  }

  private static Stream<String> strings(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void pinsItsImage(String name) {
    assertThat(part(name).path("image").asText()).matches("[a-z0-9./-]+:v?[0-9a-z.-]+");
    assertThat(part(name).path("image").asText()).doesNotEndWith(":latest");
  }

  @ParameterizedTest
  @MethodSource("parts")
  void opensPortsOnThisMachineAlone(String name) {
    assertThat(strings(part(name).path("ports")))
        .allMatch(port -> port.matches("127\\.0\\.0\\.1:\\d+:\\d+"));
  }

  @ParameterizedTest
  @MethodSource("parts")
  void hasLimits(String name) {
    JsonNode limits = part(name).at("/deploy/resources/limits");
    assertThat(limits.path("cpus").asText()).isNotBlank();
    assertThat(limits.path("memory").asText()).matches("\\d+[MG]");
  }

  @ParameterizedTest
  @MethodSource("parts")
  void isAskedForItsHealthAsLongAsItStays(String name) {
    JsonNode health = part(name).path("healthcheck");
    if (DOES_NOT_STAY.contains(name)) {
      assertThat(health.path("disable").asBoolean()).isTrue();
    } else {
      assertThat(health.path("test").path(0).asText()).isEqualTo("CMD");
      assertThat(health.path("interval").asText()).matches("\\d+s");
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void waitsForWhatIsThere(String name) {
    part(name)
        .path("depends_on")
        .properties()
        .forEach(entry -> {
          String condition = entry.getValue().path("condition").asText();
          assertThat(condition)
              .isIn("service_healthy", "service_started", "service_completed_successfully");
          assertThat(DOES_NOT_STAY.contains(entry.getKey()))
              .as(entry.getKey())
              .isEqualTo(condition.equals("service_completed_successfully"));
          part(entry.getKey());
        });
  }

  @ParameterizedTest
  @MethodSource("parts")
  void mountsWhatIsThere(String name) {
    strings(part(name).path("volumes"))
        .map(volume -> volume.substring(0, volume.indexOf(':')))
        .forEach(source -> {
          if (source.startsWith("./")) {
            assertThat(Repository.ROOT.resolve(source)).exists();
          } else {
            assertThat(COMPOSE.path("volumes").has(source)).as(source).isTrue();
          }
        });
  }

  @ParameterizedTest
  @MethodSource("services")
  void buildsTheServiceFromItsDockerfile(Service service) {
    String dockerfile = part(service.name()).at("/build/dockerfile").asText();

    assertThat(dockerfile)
        .isEqualTo(
            "${BERTH_%s_DOCKERFILE:-%s-service/src/main/docker/Dockerfile.jvm}"
                .formatted(service.name().toUpperCase(java.util.Locale.ROOT), service.name()));
    for (String kind : List.of("jvm", "native")) {
      assertThat(Repository.text(service.folder().resolve("src/main/docker/Dockerfile." + kind)))
          .contains("USER 10001")
          .contains(service.name() + "-service/target/");
    }
  }

  @ParameterizedTest
  @MethodSource("dev.berth.testing.manifests.ServiceTest#written")
  void speaksToTheServiceInSettingsThatItKnows(Service service) {
    JsonNode part = part(service.name());

    assertThat(part.path("environment").properties().stream().map(Map.Entry::getKey))
        .isSubsetOf(service.environment());
    assertThat(part.at("/environment/QUARKUS_HTTP_PORT").asInt()).isEqualTo(service.port());
    assertThat(strings(part.path("ports")))
        .containsExactly("127.0.0.1:%1$d:%1$d".formatted(service.port()));
  }

  @ParameterizedTest
  @MethodSource("services")
  void runsTheServiceWithTheLeastRights(Service service) {
    JsonNode part = part(service.name());

    assertThat(part.path("read_only").asBoolean()).isTrue();
    assertThat(part.path("user").asText()).isEqualTo("10001:0");
    assertThat(strings(part.path("cap_drop"))).containsExactly("ALL");
    assertThat(strings(part.path("security_opt"))).containsExactly("no-new-privileges:true");
  }

  @Test
  void scrapesEveryServiceAtItsPort() {
    JsonNode jobs =
        Repository.yaml(Repository.ROOT.resolve("docker/prometheus/prometheus.yml"))
            .path("scrape_configs");

    assertThat(jobs.findValuesAsText("metrics_path")).containsExactly("/q/metrics");
    assertThat(jobs.findValues("targets").stream().flatMap(ComposeFileTest::strings))
        .containsExactlyElementsOf(
            Service.ALL.stream()
                .map(service -> service.name() + ":" + containerPort(service))
                .toList());
  }

  private static String containerPort(Service service) {
    return part(service.name()).at("/environment/QUARKUS_HTTP_PORT").asText();
  }
}
