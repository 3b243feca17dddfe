package dev.berth.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The job spec field by field, from its schema. */
final class SpecTable {

  private final StringBuilder rows = new StringBuilder();

  private SpecTable() {}

  static String markdown() {
    SpecTable table = new SpecTable();
    table.rows.append("| field | type | if not said | meaning |\n|---|---|---|---|\n");
    try {
      table.object("", Json.mapper().readTree(JobSpecReader.text()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return table.rows.toString();
  }

  private void object(String path, JsonNode object) {
    for (Map.Entry<String, JsonNode> property : object.path("properties").properties()) {
      boolean required = false;
      for (JsonNode name : object.path("required")) {
        required |= name.asText().equals(property.getKey());
      }
      field(path + property.getKey(), property.getValue(), required ? "**required**" : null);
    }
  }

  private void field(String path, JsonNode node, @org.jspecify.annotations.Nullable String absent) {
    String otherwise =
        absent != null ? absent : node.has("default") ? "`" + node.path("default") + "`" : "–";
    rows.append(
        "| `%s` | %s | %s | %s |\n"
            .formatted(path, type(node), otherwise, node.path("description").asText()));
    object(path + '.', node);
    object(path + "[].", node.path("items"));
    if (node.path("additionalProperties").has("properties")) {
      String key = path + ".*";
      rows.append(
          "| `%s` | object | – | %s |\n"
              .formatted(key, node.path("additionalProperties").path("description").asText()));
      object(key + '.', node.path("additionalProperties"));
    }
  }

  private static String type(JsonNode node) {
    if (node.has("enum")) {
      return values(node.path("enum"));
    }
    return switch (node.path("type").asText()) {
      case "string" -> "text";
      case "integer" -> "whole number";
      case "boolean" -> "true or false";
      case "array" -> "list of " + type(node.path("items"));
      case "object" ->
          node.path("propertyNames").has("enum")
              ? "object by " + values(node.path("propertyNames").path("enum"))
              : node.path("additionalProperties").isObject() ? "object of texts" : "object";
      default -> node.path("type").asText();
    };
  }

  private static String values(JsonNode list) {
    return String.join(
        ", ", List.copyOf(list.valueStream().map(v -> '`' + v.asText() + '`').toList()));
  }
}
