package dev.berth.testing.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What images of a service must agree on with it. */
class ServiceTest {

  /** The services whose settings are written. */
  static Stream<Service> written() {
    return Service.ALL.stream()
        .filter(service ->
            Files.exists(service.folder().resolve("src/main/resources/application.yaml")));
  }

  @Test
  void knowsTheAdvisorsSettings() {
    assertThat(written()).contains(Service.named("advisor"));
    assertThat(Service.named("advisor").environment())
        .contains("BERTH_ADVISOR_RECORDS_PER_TURN", "BERTH_FLEET", "KAFKA_BOOTSTRAP_SERVERS")
        .doesNotContain("BERTH_ADVISOR_RECORDSPERTURN");
  }

  @ParameterizedTest
  @MethodSource("written")
  void leavesPackagingToTheParent(Service service) {
    // What stands in a service's own file outweighs the parent's native profile.
    assertThat(service.settings().path("quarkus").has("native")).as("quarkus.native").isFalse();
    assertThat(service.settings().path("quarkus").has("package")).as("quarkus.package").isFalse();
  }

  @ParameterizedTest
  @MethodSource("written")
  void isExposedAtItsPort(Service service) {
    for (String kind : new String[] {"jvm", "native"}) {
      String dockerfile =
          Repository.text(service.folder().resolve("src/main/docker/Dockerfile." + kind));
      assertThat(dockerfile)
          .containsPattern("(?m)^EXPOSE " + service.port() + "$")
          .contains("QUARKUS_HTTP_PORT=" + service.port());
      assertThat(
              Pattern.compile("(?m)^ENV (.*)$")
                  .matcher(dockerfile)
                  .results()
                  .flatMap(line -> Stream.of(line.group(1).split(" ")))
                  .map(setting -> setting.substring(0, setting.indexOf('='))))
          .isSubsetOf(service.environment());
    }
  }
}
