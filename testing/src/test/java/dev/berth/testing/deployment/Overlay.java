package dev.berth.testing.deployment;

import dev.berth.testing.platform.Home;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The overlay that a user of {@code k8s/} writes, with the values of this run. */
final class Overlay {

  private static final List<String> FILES =
      List.of("kustomization.yaml", "network.yaml", "ledgers.yaml", "fleet.yaml");

  private Overlay() {}

  /**
   * Writes it.
   *
   * @param values by their names in the templates, without the signs around them
   */
  static void write(Path folder, Map<String, String> values) throws IOException {
    Files.createDirectories(folder);
    for (String file : FILES) {
      String text = template(file);
      for (Map.Entry<String, String> value : values.entrySet()) {
        text = text.replace("@" + value.getKey() + "@", value.getValue());
      }
      Files.writeString(folder.resolve(file), text);
    }
  }

  /** Kustomize wants paths that lead there from the overlay. */
  static String manifests(Path folder) throws IOException {
    return folder.toRealPath().relativize(Home.found().path().resolve("k8s")).toString();
  }

  private static String template(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(Overlay.class.getResourceAsStream("/deployment/" + file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
