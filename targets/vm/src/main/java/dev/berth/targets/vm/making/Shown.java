package dev.berth.targets.vm.making;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the last run in a working folder has printed, for people. */
final class Shown {

  private Shown() {}

  /** All of it on one line and without the frames around it, from its first error on. */
  static String all(Path folder) throws IOException {
    String printed =
        Terraform.printed(folder).replaceAll("[│╷╵]", "").strip().replaceAll("\\s*\\R\\s*", " ");
    return printed.substring(Math.max(0, printed.indexOf("Error: ")));
  }

  /** What {@code validate} complains of, or else all that it printed. */
  static String invalid(Path folder) throws IOException {
    String printed = Terraform.printed(folder);
    int begin = printed.indexOf('{');
    if (begin < 0) {
      return all(folder);
    }
    List<String> said = new ArrayList<>();
    for (JsonNode one : Json.mapper().readTree(printed.substring(begin)).path("diagnostics")) {
      said.add((one.path("summary").asText() + ": " + one.path("detail").asText()).strip());
    }
    return said.isEmpty() ? all(folder) : String.join("; ", said);
  }
}
