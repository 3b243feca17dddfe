package dev.berth.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large a spec is. It travels whole in each of its job's events, and those have a bound ({@link
 * Topic#MAXIMUM_MESSAGE_BYTES}).
 */
final class SpecSize {

  /** 256 Ki: names and texts by their characters, everything else as one. */
  static final int MAXIMUM_CHARACTERS = 256 * 1024;

  /** The schema itself goes no deeper than five. */
  static final int MAXIMUM_DEPTH = 16;

  private SpecSize() {}

  /** What is wrong with the size, or null. */
  static @Nullable String problem(JsonNode json) {
    if (deeper(json, MAXIMUM_DEPTH)) {
      return "the spec is nested deeper than %d levels".formatted(MAXIMUM_DEPTH);
    }
    long characters = characters(json);
    return characters > MAXIMUM_CHARACTERS
        ? "the spec's names and texts are %d characters; at most %d are allowed"
            .formatted(characters, MAXIMUM_CHARACTERS)
        : null;
  }

  private static boolean deeper(JsonNode json, int levels) {
    if (!json.isContainerNode()) {
      return false;
    }
    if (levels == 0) {
      return true;
    }
    for (JsonNode child : json) {
      if (deeper(child, levels - 1)) {
        return true;
      }
    }
    return false;
  }

  private static long characters(JsonNode json) {
    if (json.isTextual()) {
      return json.textValue().length();
    }
    long sum = 1;
    if (json instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        sum += field.getKey().length() + characters(field.getValue());
      }
    } else {
      for (JsonNode element : json) {
        sum += characters(element);
      }
    }
    return sum;
  }
}
