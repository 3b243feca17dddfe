package dev.berth.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import dev.berth.contracts.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is wrong with fields, as people read it. */
public final class Violations {

  private static final String LINE = "\n  ";

  private Violations() {}

  /** One line each, under a heading. */
  public static String text(String heading, List<Violation> violations) {
    return violations.stream()
        .map(violation -> line(violation.message(), violation.value()))
        .collect(Collectors.joining(LINE, heading + LINE, ""));
  }

  /** The violations in a service's refusal, one a line; empty where it is no such refusal. */
  public static Optional<String> of(String body) {
    List<String> lines = new ArrayList<>();
    for (JsonNode violation : violations(body)) {
      lines.add(line(violation.path("message").asText(), violation.path("value").asText()));
    }
    return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(LINE, lines));
  }

  private static JsonNode violations(String body) {
    try {
      return Json.mapper().readTree(body).path("violations");
    } catch (JsonProcessingException e) {
      return Json.mapper().createArrayNode();
    }
  }

  private static String line(String message, String value) {
    return value.isEmpty() || message.contains(value) ? message : message + ": " + value;
  }
}
