package dev.berth.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large a spec is. It travels whole in each of its job's events, beside a decision, and those
 * have a bound ({@link Topic#MAXIMUM_MESSAGE_BYTES}).
 */
final class SpecSize {

  /** As JSON without white space, as Berth itself writes it: 256 KiB. */
  static final int MAXIMUM_BYTES = 256 * 1024;

  /** The schema itself goes no deeper than five. */
  static final int MAXIMUM_DEPTH = 16;

  // What JSON makes of one character at worst: a backslash, a u and four digits.
  private static final int MAXIMUM_BYTES_OF_A_CHARACTER = 6;

  private static final int MAXIMUM_BYTES_OF_A_NUMBER = 32;

  private SpecSize() {}

  /** What is wrong with the size, or null. */
  static @Nullable String problem(JsonNode json) {
    if (deeper(json, MAXIMUM_DEPTH)) {
      return "the spec is nested deeper than %d levels".formatted(MAXIMUM_DEPTH);
    }
    if (bytesAtWorst(json) <= MAXIMUM_BYTES) {
      return null;
    }
    int bytes = bytes(json);
    return bytes > MAXIMUM_BYTES ? tooLarge(bytes) : null;
  }

  static String tooLarge(int bytes) {
    return "the spec is %d bytes as JSON; at most %d are allowed".formatted(bytes, MAXIMUM_BYTES);
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

  // Nearly every spec is small even so, and need not be written to know it.
  private static long bytesAtWorst(JsonNode json) {
    if (json.isTextual()) {
      return 2 + MAXIMUM_BYTES_OF_A_CHARACTER * (long) json.textValue().length();
    }
    if (json.isBigInteger()) {
      return json.bigIntegerValue().bitLength();
    }
    long sum = MAXIMUM_BYTES_OF_A_NUMBER;
    if (json instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        sum += 4 + MAXIMUM_BYTES_OF_A_CHARACTER * (long) field.getKey().length();
        sum += bytesAtWorst(field.getValue());
      }
    } else {
      for (JsonNode element : json) {
        sum += 1 + bytesAtWorst(element);
      }
    }
    return sum;
  }

  private static int bytes(JsonNode json) {
    try {
      return Json.mapper().writeValueAsBytes(json).length;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written as JSON", e);
    }
  }
}
