package dev.berth.targets.vm.making;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import dev.berth.targets.api.Target;
import dev.berth.targets.ssh.live.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A server that speaks as Azure's resource manager does ({@code testing/live/terraform/azure}), and
 * a target whose machines are made there by the real plug-in.
 *
 * @param process the server
 * @param folder for all that the tests write
 */
record Azure(Process process, Path folder) implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;
  private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAkEnwxEF4zR3JbM07LeYWf0hntEcICTVpQviB7DjK1l berth\n";

  static Azure start(Path folder) throws IOException, InterruptedException {
    Path script = new Script("testing/live/terraform/azure").file();
    Process process =
        new ProcessBuilder(script.toString(), folder.resolve("azure").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("azure.log").toFile())
            .start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(folder.resolve("azure/address"))) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroy();
        throw new IllegalStateException(Files.readString(folder.resolve("azure.log")));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return new Azure(process, folder);
  }

  String address() {
    return read(folder.resolve("azure/address"));
  }

  /** The names of all that is there, each behind its kind. */
  List<String> things() throws IOException, InterruptedException {
    Process curl =
        new ProcessBuilder(
                "curl",
                "-sf",
                "--noproxy",
                "*",
                "--cacert",
                folder.resolve("azure/ca.pem").toString(),
                "https://" + address() + "/things")
            .start();
    String text = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (curl.waitFor() != 0) {
      throw new IllegalStateException("curl ended with " + curl.exitValue());
    }
    List<String> things = new ArrayList<>();
    for (JsonNode id : Json.mapper().readTree(text)) {
      String[] parts = id.asText().split("/");
      things.add(parts[parts.length - 2] + '/' + parts[parts.length - 1]);
    }
    return things;
  }

  /**
   * A target there; machines there have no sshd, and count as arrived.
   *
   * @param work where Terraform works
   * @param secret by which it signs in: the right one is {@code right}
   */
  MadeMachines open(String work, String secret) throws IOException {
    Target target = target(work, secret);
    return new MadeMachines(
        target, TestSettings.of(target), 30, Clock.systemUTC(), _ -> Optional.empty());
  }

  Target target(String work, String secret) throws IOException {
    Files.writeString(folder.resolve("key.pub"), KEY);
    Path providers =
        Files.writeString(
            folder.resolve(secret + ".tf"),
            """
            provider "azurerm" {
              features {}
              subscription_id                 = "%s"
              tenant_id                       = "11111111-1111-1111-1111-111111111111"
              client_id                       = "22222222-2222-2222-2222-222222222222"
              client_secret                   = "%s"
              metadata_host                   = "%s"
              resource_provider_registrations = "none"
            }
            """
                .formatted(SUBSCRIPTION, secret, address()));
    Map<String, String> settings = new TreeMap<>();
    settings.put("terraform", "azure");
    settings.put("terraform-program", program().toString());
    settings.put("terraform-folder", folder.resolve(work).toString());
    settings.put(
        "terraform-inputs",
        "resource_group=berth,location=westeurope,public_address=true,subnet=/subscriptions/%s/resourceGroups/berth/providers/Microsoft.Network/virtualNetworks/n/subnets/s"
            .formatted(SUBSCRIPTION));
    settings.put("terraform-provider-file", providers.toString());
    settings.put("terraform-mirror", Moto.mirror().toString());
    settings.put("berth-addresses", "198.51.100.7/32");
    settings.put("key", folder.resolve("key").toString());
    settings.put("settle", "PT1S");
    return TestSettings.target(settings);
  }

  /** Terraform, whose plug-in takes the server's certificate. */
  private Path program() throws IOException {
    Path program =
        Files.writeString(
            folder.resolve("terraform"),
            "#!/bin/sh\nSSL_CERT_FILE=%s exec terraform \"$@\"\n"
                .formatted(folder.resolve("azure/ca.pem")));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
