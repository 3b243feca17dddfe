package dev.berth.targets.vm.making;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Json;
import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where a target's working folders are, and what each begins with. */
record Workshop(MakingSettings settings) {

  private static final String MAIN = "main.tf.json";
  private static final String ORDER = "order.json";
  private static final String SECRETS = "secrets.auto.tfvars.json";

  Path attempts() {
    return settings.folder().resolve("attempts");
  }

  Path attempt(AttemptId attempt) {
    return attempts().resolve(attempt.toString());
  }

  Path locks() {
    return settings.folder().resolve("locks");
  }

  Tombstones tombstones() {
    return new Tombstones(settings.folder().resolve("tombstones"));
  }

  ModuleFiles module() {
    return new ModuleFiles(settings.module());
  }

  /** A working folder, with the providers that the settings name. */
  Path prepare(Path folder) throws IOException {
    Kept.folder(folder);
    Path mirror = settings.mirror();
    if (mirror != null) {
      Kept.write(folder.resolve(Terraform.SETTINGS), mirrorText(mirror));
    }
    Path providers = settings.providerFile();
    if (providers != null) {
      String name = providers.toString().endsWith(".json") ? "providers.tf.json" : "providers.tf";
      Files.copy(providers, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
    return folder;
  }

  private static String mirrorText(Path mirror) throws IOException {
    return """
    provider_installation {
      filesystem_mirror {
        path = %s
      }
    }
    disable_checkpoint = true
    """
        .formatted(Json.mapper().writeValueAsString(mirror.toString()));
  }

  Configuration configuration() throws IOException {
    Path file = settings.backendFile();
    return new Configuration(settings, file == null ? null : read(file));
  }

  private static JsonNode read(Path file) throws IOException {
    return Json.mapper().readTree(Files.readString(file));
  }

  /**
   * All that it takes to make what was ordered, in a working folder.
   *
   * @param boot what all the new machines are told; each has a host key of its own besides
   */
  void layOut(Path folder, Order order, FirstBoot boot) throws TargetTroubleException, IOException {
    Map<String, HostKey> keys = HostKeys.make(folder, order.names());
    Map<String, String> publicKeys = new TreeMap<>();
    keys.forEach((name, key) -> publicKeys.put(name, key.publicKey()));
    Configuration.Place module = module().at(folder, ModuleFiles.Part.MACHINES);
    tell(folder, Secrets.text(boot, keys));
    configure(folder, configuration().making(order, module, boot.publicKey(), publicKeys));
  }

  void configure(Path folder, String text) throws IOException {
    Kept.write(folder.resolve(MAIN), text);
  }

  void tell(Path folder, String secrets) throws IOException {
    Kept.write(folder.resolve(SECRETS), secrets);
  }

  /**
   * Whether what a folder's state knows is destroyed by the configuration that made it: a module of
   * the user's own may have destroy-time provisioners, which run only while their resources stand
   * there.
   */
  boolean keepsConfiguration(Path folder) {
    return !settings.module().shipped() && Files.exists(folder.resolve(MAIN));
  }

  /** Whether a configuration that has secrets is there with them; they are told before it is. */
  boolean knowsSecrets(Path folder) {
    return Files.exists(folder.resolve(SECRETS));
  }

  /** What is being destroyed needs no secret any more. */
  void forget(Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(SECRETS));
  }

  void writeDown(Path folder, Order order) throws IOException {
    Kept.write(folder.resolve(ORDER), Json.mapper().writeValueAsString(order));
  }

  /** What was ordered there; empty if nothing was. */
  Optional<Order> order(Path folder) throws IOException {
    try {
      String text = Files.readString(folder.resolve(ORDER));
      return Optional.of(Json.mapper().readValue(text, Order.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** How many machines of that kind all attempts have, or are to get, by what is written down. */
  int ordered(String machineType) throws IOException {
    int ordered = 0;
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(attempts())) {
      for (Path folder : folders) {
        ordered +=
            order(folder)
                .filter(order -> order.machineType().equals(machineType))
                .map(order -> order.names().size())
                .orElse(0);
      }
    }
    return ordered;
  }

  /** The attempt's workspace where there is a backend, else null: the folder is its own. */
  @Nullable String workspace(AttemptId attempt) {
    return settings.backend() == null ? null : attempt.toString();
  }
}
