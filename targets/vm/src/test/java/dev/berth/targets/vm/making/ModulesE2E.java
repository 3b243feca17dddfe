package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.berth.contracts.Accelerators;
import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Labels;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.MachineWish;
import dev.berth.targets.vm.machines.Standing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The modules for clouds that have no stand-in, held against their real plug-ins. */
class ModulesE2E {

  private static final String MACHINES =
      """
      {"items": {"zones/europe-west4-b": {"warning": {"code": "NO_RESULTS_ON_PAGE"}},
        "zones/europe-west4-a": {"instances": [
          {"name": "train-1-1", "status": "TERMINATED", "zone": "https://x/zones/europe-west4-a",
           "machineType": "https://x/machineTypes/n1-standard-8",
           "labels": {"berth-target": "pool", "berth-attempt": "train-1"},
           "networkInterfaces": [{"networkIP": "10.0.0.3"}]},
          {"name": "train-1-0", "status": "RUNNING", "zone": "https://x/zones/europe-west4-a",
           "machineType": "https://x/machineTypes/n1-standard-8",
           "labels": {"berth-target": "pool", "berth-attempt": "train-1"},
           "metadata": {"items": [{"key": "berth-host-key", "value": "ssh-ed25519 AAAA"},
                                  {"key": "user-data", "value": "secret"}]},
           "networkInterfaces": [{"networkIP": "10.0.0.2", "accessConfigs": [{"natIP": "203.0.113.7"}]}]}]}}}
      """;

  private static final String FIREWALLS =
      """
      {"items": [
        {"name": "berth-train-1-ssh", "description":
          "{\\"berth-attempt\\":\\"train-1\\",\\"berth-target\\":\\"pool\\",\\"berth-owner\\":\\"vision\\",\\"berth-workers\\":\\"2\\"}"},
        {"name": "berth-train-1-gang", "description": "{\\"berth-attempt\\":\\"train-1\\",\\"berth-target\\":\\"pool\\"}"},
        {"name": "berth-other-1-ssh", "description": "{\\"berth-attempt\\":\\"other-1\\",\\"berth-target\\":\\"pool-b\\"}"},
        {"name": "berth-x", "description": "made by hand"}]}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "ec2, aws",
    "ec2/find, aws",
    "ec2/strays, aws",
    "ec2/check, aws",
    "compute-engine, google",
    "compute-engine/find, google",
    "compute-engine/strays, google",
    "compute-engine/check, google",
    "azure, azurerm",
    "azure/find, azurerm",
    "azure/strays, azurerm",
    "azure/check, azurerm"
  })
  void areValid(String part, String plugin) throws Exception {
    assumeTrue(Moto.has(plugin), plugin + " was not built");
    copy(part);
    mirror();

    run(folder, "init", "-no-color", "-input=false");
    assertThat(run(folder, "validate", "-no-color")).contains("Success!");
    assertThat(run(folder, "fmt", "-check", "-diff", "-no-color")).isEmpty();
  }

  /** Terraform's own test with the plug-in's schema: a plan of the plug-in's wants a login. */
  @Test
  void azureIsPlannedAsOrdered() throws Exception {
    assumeTrue(Moto.has("azurerm"), "azurerm was not built");
    copy("azure");
    Files.copy(
        Path.of("src/test/resources/terraform-plans/azure.tftest.hcl"),
        folder.resolve("azure.tftest.hcl"));
    mirror();

    run(folder, "init", "-no-color", "-input=false");
    assertThat(run(folder, "test", "-no-color")).contains("Success! 1 passed, 0 failed.");
  }

  private void copy(String part) throws IOException {
    Path module = Path.of("src/main/resources/dev/berth/targets/vm/terraform").resolve(part);
    for (String name : new String[] {"versions.tf", "variables.tf", "main.tf", "outputs.tf"}) {
      if (Files.exists(module.resolve(name))) {
        Files.copy(module.resolve(name), folder.resolve(name));
      }
    }
  }

  @Test
  void computeEngineIsPlannedAsOrdered() throws Exception {
    AttemptId attempt = AttemptId.parse("train-1");
    Files.writeString(folder.resolve("key.pub"), "ssh-ed25519 BBBB berth\n");
    Path here = folder.resolve("plan");
    Workshop workshop = new Workshop(TestSettings.of(target("zone=europe-west4-a")));
    workshop.prepare(here);
    Configuration.Place module = workshop.module().at(here, ModuleFiles.Part.MACHINES);
    MachineWish wish = Ec2Pool.wish(attempt, 2, true);
    Map<String, String> keys =
        new TreeMap<>(Map.of("train-1-0", "ssh-ed25519 A", "train-1-1", "ssh-ed25519 B"));
    Order order =
        new Order(
            attempt,
            target("").id(),
            keys.keySet().stream().toList(),
            "n1-standard-8",
            null,
            0,
            true,
            wish.labels(),
            java.time.Instant.EPOCH,
            java.time.Instant.EPOCH);
    workshop.configure(here, workshop.configuration().making(order, module, "ssh-ed25519 C", keys));
    Map<String, HostKey> hostKeys = new TreeMap<>();
    keys.forEach((name, key) -> hostKeys.put(name, new HostKey("private", key)));
    workshop.tell(
        here, Secrets.text(new FirstBoot("berth", "ssh-ed25519 C", null, null), hostKeys));

    run(here, "init", "-no-color", "-input=false");
    assertThat(run(here, "plan", "-no-color", "-input=false"))
        .contains("Plan: 4 to add, 0 to change, 0 to destroy.")
        .contains("preemptible         = true")
        .contains("automatic_restart   = false")
        .doesNotContain("private");
  }

  @Test
  void computeEnginesMachinesAreFoundByTheirLabels() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try {
      answer(server, "/projects/p/aggregated/instances", MACHINES);
      answer(server, "/projects/p/global/firewalls", FIREWALLS);
      server.start();
      String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
      Target target = target("zone=europe-west4-a,endpoint=" + endpoint);
      try (MadeMachines machines =
          new MadeMachines(target, TestSettings.of(target), 30, java.time.Clock.systemUTC())) {
        Holding holding = machines.holdings().getFirst();

        assertThat(machines.holdings()).hasSize(1);
        assertThat(holding.attempt()).isEqualTo(AttemptId.parse("train-1"));
        assertThat(holding.complete()).isTrue();
        assertThat(holding.labels()).containsEntry(Labels.OWNER, "vision");
        assertThat(holding.machines())
            .containsExactly(
                new Held(
                    new Machine(
                        "train-1-0",
                        "203.0.113.7",
                        null,
                        "berth",
                        "ssh-ed25519 AAAA",
                        "projects/p/zones/europe-west4-a/instances/train-1-0"),
                    new Standing.Up()),
                new Held(
                    new Machine(
                        "train-1-1",
                        "10.0.0.3",
                        null,
                        "berth",
                        null,
                        "projects/p/zones/europe-west4-a/instances/train-1-1"),
                    new Standing.Over("the provider calls it TERMINATED")));
      }
    } finally {
      server.stop(0);
    }
  }

  @Test
  void computeEngineIsAskedWhereBerthMayLookAndWhatItMayHave() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try {
      answer(server, "/projects/p/aggregated/instances", MACHINES);
      answer(server, "/projects/p/global/firewalls", FIREWALLS);
      answer(server, "/projects/p/zones/europe-west4-a", "{\"name\": \"europe-west4-a\"}");
      answer(
          server,
          "/projects/p/regions/europe-west4",
          """
          {"name": "europe-west4", "quotas": [{"metric": "CPUS", "limit": 72, "usage": 0},
            {"metric": "NVIDIA_T4_GPUS", "limit": 100, "usage": 0}, {"metric": "NETWORKS", "limit": 5, "usage": 1}]}
          """);
      server.start();
      String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
      Map<String, CheckOutcome> said = checked(endpoint, "none");

      assertThat(said.get("modules")).isInstanceOf(CheckOutcome.Passed.class);
      assertThat(said.get("credentials"))
          .isEqualTo(new CheckOutcome.Passed("Berth is project p, zone europe-west4-a"));
      assertThat(said.get("looking"))
          .isEqualTo(new CheckOutcome.Passed("1 attempts have machines there"));
      assertThat(String.valueOf(said.get("quota")))
          .contains("CPUS 72, the fleet file allows for 80 cores for n1-standard-8")
          .doesNotContain("NVIDIA_T4_GPUS");

      Map<String, CheckOutcome> stranger = checked(endpoint, "another");
      assertThat(String.valueOf(stranger.get("credentials"))).contains("401");
      assertThat(String.valueOf(stranger.get("looking"))).contains("401");
    } finally {
      server.stop(0);
    }
  }

  private Map<String, CheckOutcome> checked(String endpoint, String token) {
    Target like = target("zone=europe-west4-a,endpoint=" + endpoint, token);
    NodeShape node =
        new NodeShape("n1-standard-8", 8, 30_000, new Accelerators("t4", 1), 10, 1.0, null);
    Target target =
        new Target(
            like.id(),
            like.model(),
            "gce",
            like.driver(),
            like.runtimes(),
            List.of(node),
            List.of(),
            List.of(),
            List.of(),
            100);
    Map<String, CheckOutcome> said = new TreeMap<>();
    new MakingChecks(target, TestSettings.of(target), java.time.Clock.systemUTC())
        .tell(check -> said.put(check.name(), check.outcome()));
    return said;
  }

  private static void answer(HttpServer server, String path, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          boolean known =
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                  .equals("Bearer none");
          exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
          exchange.sendResponseHeaders(known ? 200 : 401, known ? bytes.length : -1);
          try (var body = exchange.getResponseBody()) {
            if (known) {
              body.write(bytes);
            }
          }
        });
  }

  private Target target(String inputs) {
    return target(inputs, "none");
  }

  private Target target(String inputs, String token) {
    try {
      Files.writeString(
          folder.resolve("google.tf"),
          """
          provider "google" {
            project      = "p"
            region       = "europe-west4"
            access_token = "%s"
          }
          """
              .formatted(token));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    Map<String, String> settings = new TreeMap<>();
    settings.put("terraform", "compute-engine");
    settings.put("terraform-folder", folder.resolve("work").toString());
    settings.put("terraform-inputs", "image=debian-cloud/debian-12," + inputs);
    settings.put("terraform-provider-file", folder.resolve("google.tf").toString());
    settings.put("terraform-mirror", Moto.mirror().toString());
    settings.put("berth-addresses", "192.0.2.7/32");
    settings.put("key", folder.resolve("key").toString());
    return TestSettings.target(settings);
  }

  private void mirror() throws IOException {
    Files.writeString(
        folder.resolve("mirror.tfrc"),
        "provider_installation {\n  filesystem_mirror {\n    path = \"%s\"\n  }\n}\n"
            .formatted(Moto.mirror()));
  }

  private static String run(Path here, String... arguments) throws Exception {
    java.util.List<String> words = new java.util.ArrayList<>(java.util.List.of("terraform"));
    words.addAll(java.util.List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(here.toFile()).redirectErrorStream(true);
    builder.environment().put("TF_CLI_CONFIG_FILE", here.resolve("mirror.tfrc").toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }
}
