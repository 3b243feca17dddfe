package dev.berth.targets.vm.making;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A line of Terraform's machine-readable output ({@code -json}, format 1.x), or of plain text. */
sealed interface SaidLine {

  /** Something goes on, in Terraform's own words. */
  record Progress(String text) implements SaidLine {}

  /**
   * Something is wrong.
   *
   * @param summary in one sentence, as the plug-in says it
   * @param detail more of it; empty if there is none
   * @param address of the resource or data source that it is about, or null
   */
  record Complaint(String summary, String detail, @Nullable String address) implements SaidLine {

    /** Both on one line. */
    String text() {
      String all = detail.isBlank() ? summary : summary + ": " + detail;
      return all.strip().replaceAll("\\s*\\R\\s*", " ");
    }
  }

  /** It has ended well, with these values by name. */
  record Outputs(JsonNode values) implements SaidLine {}

  /** The line that this text is; empty for what says nothing. */
  static Optional<SaidLine> of(String text) {
    JsonNode line;
    try {
      line = Json.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      return plain(text);
    }
    if (line == null || !line.isObject()) {
      return plain(text);
    }
    return switch (line.path("type").asText()) {
      case "diagnostic" -> complaint(line.path("diagnostic"));
      case "outputs" -> outputs(line.path("outputs"));
      case "apply_start", "apply_progress", "apply_complete", "apply_errored", "change_summary" ->
          Optional.of(new Progress(line.path("@message").asText()));
      default -> Optional.empty();
    };
  }

  private static Optional<SaidLine> plain(String text) {
    String bare = text.replaceAll("[│╷╵]", "").strip();
    return bare.isEmpty() ? Optional.empty() : Optional.of(new Progress(bare));
  }

  private static Optional<SaidLine> complaint(JsonNode said) {
    if (!said.path("severity").asText().equals("error")) {
      return Optional.empty();
    }
    String address = said.path("address").asText("");
    return Optional.of(
        new Complaint(
            said.path("summary").asText(),
            said.path("detail").asText(""),
            address.isEmpty() ? null : address));
  }

  private static Optional<SaidLine> outputs(JsonNode said) {
    var values = Json.mapper().createObjectNode();
    boolean planned = false;
    for (var output : said.properties()) {
      if (output.getValue().has("value")) {
        values.set(output.getKey(), output.getValue().get("value"));
      } else {
        planned = true;
      }
    }
    // A plan tells its outputs too, without values.
    return planned ? Optional.empty() : Optional.of(new Outputs(values));
  }
}
