package dev.berth.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a breach of the schema into plain words: the field, the value, the bound. A field with a
 * {@code pattern} says in its {@code title} what it is.
 */
final class SchemaBreach {

  private final JsonNode schema;

  SchemaBreach(JsonNode schema) {
    this.schema = schema;
  }

  Violation violation(JsonNode json, Error error) {
    NodePath location = error.getInstanceLocation();
    String property = error.getProperty();
    FieldPath field = FieldPath.ROOT;
    JsonNode node = json;
    for (int i = 0; i < location.getNameCount(); i++) {
      Object element = location.getElement(i);
      field = element instanceof Integer index ? field.index(index) : field.name("" + element);
      node = element instanceof Integer index ? node.path(index) : node.path("" + element);
    }
    if (property != null) {
      field = field.name(property);
      node = node.path(property);
    }
    String value = Shown.value(field, node);
    return new Violation(field.toString(), value, sentence(error, field, node, value));
  }

  private String sentence(Error error, FieldPath field, JsonNode node, String value) {
    String found = value.isEmpty() ? field.said() : field.said() + ' ' + value;
    JsonNode bound = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "required" -> field.said() + " is missing";
      case "additionalProperties" ->
          "%s is not a known field; known are %s"
              .formatted(field.said(), names(said(error, 1).path("properties")));
      case "type" -> "%s is %s; %s is expected".formatted(found, kind(node), kind(bound.asText()));
      case "enum" -> "%s is none of %s".formatted(found, values(bound));
      case "propertyNames" ->
          bound.has("enum")
              ? "%s is not a known field; known are %s"
                  .formatted(field.said(), values(bound.path("enum")))
              : "%s is not %s".formatted(field.said(), said(error, 0).path("title").asText());
      case "pattern", "format" ->
          "%s is not %s".formatted(found, said(error, 1).path("title").asText());
      case "minimum" -> "%s is below %s".formatted(found, bound.asText());
      case "maximum" -> "%s is above %s".formatted(found, bound.asText());
      case "exclusiveMinimum" -> "%s is not above %s".formatted(found, bound.asText());
      case "minLength" -> field.said() + " is empty";
      case "maxLength" ->
          "%s has %d characters; at most %s are allowed"
              .formatted(field.said(), length(node), bound.asText());
      case "maxItems", "maxProperties" ->
          "%s has %d entries; at most %s are allowed"
              .formatted(field.said(), node.size(), bound.asText());
      default -> "%s: %s".formatted(found, error.getMessage());
    };
  }

  // What the validator was given lacks the prose.
  private JsonNode said(Error error, int levelsUp) {
    NodePath fragment = error.getSchemaLocation().getFragment();
    JsonNode node = schema;
    for (int i = 0; i < fragment.getNameCount() - levelsUp; i++) {
      node = node.path(String.valueOf(fragment.getElement(i)));
    }
    return node;
  }

  private static int length(JsonNode node) {
    return node.asText().codePointCount(0, node.asText().length());
  }

  private static String names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return String.join(", ", names);
  }

  private static String values(JsonNode list) {
    List<String> values = new ArrayList<>();
    list.forEach(value -> values.add(value.asText()));
    return String.join(", ", values);
  }

  private static String kind(JsonNode node) {
    return kind(
        switch (node.getNodeType()) {
          case OBJECT, POJO -> "object";
          case ARRAY -> "array";
          case STRING, BINARY -> "string";
          case BOOLEAN -> "boolean";
          case NULL, MISSING -> "null";
          case NUMBER -> "number";
        });
  }

  private static String kind(String type) {
    return switch (type) {
      case "object" -> "an object";
      case "array" -> "a list";
      case "string" -> "a text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "a true or false";
      default -> type;
    };
  }
}
