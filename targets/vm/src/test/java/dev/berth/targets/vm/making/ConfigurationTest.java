package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Json;
import dev.berth.contracts.TargetId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Terraform is handed. Made anew by {@code ./mvnw -pl targets/vm test
 * -Dberth.docs.update=true}; read the difference.
 */
class ConfigurationTest {

  private static final Path GOLDEN = Path.of("src/test/resources/terraform-golden");
  private static final AttemptId ATTEMPT = AttemptId.parse("train-2");
  private static final HostKey KEY =
      new HostKey("-----BEGIN-----\nsecret\n-----END-----\n", "ssh-ed25519 AAAA");

  @ParameterizedTest
  @ValueSource(strings = {"ec2", "compute-engine", "azure"})
  void makesWhatIsOrdered(String module) throws Exception {
    String text =
        configuration(module, Map.of())
            .making(
                order(), place(), "ssh-ed25519 BBBB berth", Map.of("train-2-0", KEY.publicKey()));

    golden("making-" + module + ".tf.json", text);
    assertThat(text).doesNotContain("secret");
  }

  @Test
  void keepsStatesWhereTheSettingsSay() throws Exception {
    golden(
        "nothing-s3.tf.json",
        new Configuration(
                settings("ec2", Map.of("terraform-backend", "s3")),
                Json.mapper().readTree("{\"bucket\":\"states\",\"key\":\"berth\"}"))
            .nothing());
  }

  @Test
  void looksForOneAttempt() throws Exception {
    golden(
        "finding.tf.json",
        configuration("ec2", Map.of())
            .finding(
                new TargetId("pool"),
                ATTEMPT,
                new Configuration.Place("./module", Set.of()),
                List.of("data.aws_instances.tagged[\"train-2\"]")));
  }

  @Test
  void takesStraysIn() throws Exception {
    golden(
        "taking-in.tf.json",
        configuration("ec2", Map.of())
            .takingIn(
                List.of(
                    new Found.Thing("train-2", "aws_instance", "i-1"),
                    new Found.Thing("train-2", "aws_security_group", "sg-1")),
                new Configuration.Place("./module", Set.of())));
  }

  @Test
  void tellsMachinesTheirKeyAndWhoMayCome() throws Exception {
    FirstBoot boot = new FirstBoot("berth", "ssh-ed25519 BBBB berth", Duration.ofMinutes(90), null);

    golden("user-data.yaml", boot.userData(KEY));
    golden("boot-script.sh", boot.script(KEY));
    golden(
        "user-data-with-more.txt",
        new FirstBoot("berth", "ssh-ed25519 BBBB berth", null, "#cloud-config\npackages: [git]\n")
            .userData(KEY));
  }

  @Test
  void takesValuesAsTheyAreThoughStringsAreTemplates() {
    assertThat(Configuration.literal("a${b}%{c}")).isEqualTo("a$${b}%%{c}");
  }

  private static void golden(String name, String text) throws Exception {
    Path file = GOLDEN.resolve(name);
    if (Boolean.getBoolean("berth.docs.update")) {
      Files.writeString(file, text);
    }
    assertThat(file).hasContent(text);
  }

  private static Order order() {
    return new Order(
        ATTEMPT,
        new TargetId("pool"),
        List.of("train-2-0"),
        "g4dn.xlarge",
        "t4",
        1,
        true,
        Map.of("berth-job", "train", "berth-attempt", "train-2", "berth-target", "pool"),
        Instant.parse("2026-11-28T16:00:00Z"),
        Instant.parse("2026-11-28T16:10:00Z"));
  }

  private static Configuration.Place place() {
    return new Configuration.Place("./module", Set.of("image", "zone", "resource_group"));
  }

  private static Configuration configuration(String module, Map<String, String> more) {
    return new Configuration(settings(module, more), null);
  }

  private static MakingSettings settings(String module, Map<String, String> more) {
    Map<String, String> said = new HashMap<>();
    said.put("terraform", module);
    said.put("terraform-folder", "/var/lib/berth/pool");
    said.put("terraform-provider", "region=eu-west-1");
    said.put("terraform-inputs", "image=i,zone=z,unknown=u");
    said.put("berth-addresses", "192.0.2.7/32");
    said.put("key", "/etc/berth/key");
    said.putAll(more);
    return TestSettings.of(TestSettings.target(said));
  }
}
