package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code ./berth targets check} says, by the real Terraform against a server that speaks EC2's
 * protocol.
 */
class MakingChecksE2E {

  private static Moto moto;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    moto = Moto.start("checks");
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  @BeforeEach
  void key() throws Exception {
    Process made =
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder + "/key")
            .start();
    assertThat(made.waitFor()).isZero();
    moto.providers(folder);
  }

  @Test
  void findsAllThereAndLeavesNothing() throws Exception {
    Path bucket = moto.bucket("checked", folder);

    Map<String, CheckOutcome> said =
        check(Map.of("terraform-backend", "s3", "terraform-backend-file", bucket.toString()));

    assertThat(said.keySet())
        .containsExactly(
            "ssh-key",
            "files",
            "terraform",
            "plug-ins",
            "modules",
            "backend",
            "credentials",
            "looking",
            "plan",
            "quota");
    assertThat(said.remove("quota")).isInstanceOf(Skipped.class);
    assertThat(said).allSatisfy((_, outcome) -> assertThat(outcome).isInstanceOf(Passed.class));
    assertThat(found(said, "credentials")).startsWith("Berth is arn:aws:");
    assertThat(found(said, "looking")).isEqualTo("0 attempts have machines there");
    assertThat(moto.running()).isEmpty();
    assertThat(moto.groups()).isEmpty();
    assertThat(folder.resolve("work")).doesNotExist();
    try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.startsWith("berth-check-"));
    }
  }

  @Test
  void namesCredentialsThatTheProviderDoesNotKnow() throws Exception {
    try (Moto strict = Moto.startStrict("strict")) {
      strict.providers(folder);

      Map<String, CheckOutcome> said = check(Map.of());

      assertThat(said.get("modules")).isInstanceOf(Passed.class);
      assertThat(reason(said, "credentials")).contains("403");
      assertThat(reason(said, "looking")).containsPattern("AuthFailure|401");
      assertThat(said.get("plan")).isInstanceOf(Skipped.class);
    }
  }

  @Test
  void namesARegionThatIsNotThere() throws Exception {
    moto.providers(folder, "xx-nowhere-1", moto.address());

    assertThat(reason(check(Map.of()), "credentials")).contains("xx-nowhere-1");
  }

  @Test
  void namesAProgramThatIsNotThereOrTooOld() throws Exception {
    Map<String, CheckOutcome> missing = check(Map.of("terraform-program", "terrafrom"));
    assertThat(reason(missing, "terraform")).contains("terrafrom").contains("not found");
    assertThat(missing.get("plug-ins")).isInstanceOf(Skipped.class);
    assertThat(missing.get("looking")).isInstanceOf(Skipped.class);

    Path old = folder.resolve("old");
    Files.writeString(old, "#!/bin/sh\necho '{\"terraform_version\": \"1.5.7\"}'\n");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwx------"));
    Map<String, CheckOutcome> tooOld = check(Map.of("terraform-program", old.toString()));
    assertThat(reason(tooOld, "terraform")).contains("version 1.5.7").contains("want 1.7.0");
    assertThat(tooOld.get("credentials")).isInstanceOf(Skipped.class);
  }

  @Test
  void namesWhatThePlugInsInputsAndBackendLack() throws Exception {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(reason(check(Map.of("terraform-mirror", empty.toString())), "plug-ins"))
        .contains("hashicorp/aws");

    Map<String, CheckOutcome> said =
        check(
            Map.of(
                "terraform-inputs", "disk_gib=20",
                "terraform-backend", "s3",
                "terraform-backend-file",
                    Files.writeString(
                            folder.resolve("nowhere.json"),
                            Files.readString(moto.bucket("there", folder))
                                .replace("\"there\"", "\"not-there\""))
                        .toString()));
    assertThat(reason(said, "modules")).contains("image");
    assertThat(reason(said, "backend")).contains("not-there");
  }

  @Test
  void namesAKeyThatIsNotThere() throws Exception {
    Map<String, CheckOutcome> said =
        check(Map.of("key", folder + "/none", "terraform-program", "terrafrom"));

    assertThat(reason(said, "ssh-key")).contains(folder + "/none");
  }

  /** Service Quotas as its API's reference has it: moto knows those of networks alone. */
  @Test
  void holdsTheFleetFileAgainstTheQuota() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String asked =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean spot = asked.contains("L-34B43A08");
          byte[] answer =
              """
              {"Quota": {"ServiceCode": "ec2", "QuotaCode": "%s", "QuotaName": "vCPUs", "Value": %s,
                "QuotaArn": "arn:aws:servicequotas:us-east-1:1:ec2/q", "ServiceName": "EC2", "Adjustable": true, "GlobalQuota": false}}
              """
                  .formatted(spot ? "L-34B43A08" : "L-1216C47A", spot ? "640.0" : "32.0")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      moto.providers(folder, "us-east-1", "http://127.0.0.1:" + server.getAddress().getPort());

      assertThat(reason(check(Map.of()), "quota"))
          .isEqualTo("L-1216C47A 32, the fleet file allows for 200 vCPUs on demand for t3.large");
    } finally {
      server.stop(0);
    }
  }

  private Map<String, CheckOutcome> check(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    var target = new Ec2Pool(moto.address(), folder).target(settings);
    Map<String, CheckOutcome> said = new LinkedHashMap<>();
    List<Check> told = new ArrayList<>();
    new MakingChecks(target, TestSettings.of(target), Clock.systemUTC()).tell(told::add);
    told.forEach(check -> said.put(check.name(), check.outcome()));
    return said;
  }

  private static String found(Map<String, CheckOutcome> said, String name) {
    return as(said, name, Passed.class).found();
  }

  private static String reason(Map<String, CheckOutcome> said, String name) {
    Failed failed = as(said, name, Failed.class);
    assertThat(failed.remedy()).isNotBlank();
    return failed.reason();
  }

  private static <T extends CheckOutcome> T as(
      Map<String, CheckOutcome> said, String name, Class<T> type) {
    CheckOutcome outcome = Objects.requireNonNull(said.get(name));
    assertThat(outcome).as(said.toString()).isInstanceOf(type);
    return type.cast(outcome);
  }
}
