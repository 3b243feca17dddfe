package dev.berth.contracts;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What of somebody's document is repeated in an answer: little, and nothing of an environment,
 * where secrets stand although they should not.
 */
final class Shown {

  static final int MAXIMUM_CHARACTERS = 200;

  private Shown() {}

  static String value(FieldPath field, JsonNode node) {
    if (node.isMissingNode() || field.written().startsWith("environment")) {
      return "";
    }
    if (node.isContainerNode()) {
      return node.isArray() ? "[…]" : "{…}";
    }
    return cut(node.toString());
  }

  static String cut(String text) {
    return cut(text, MAXIMUM_CHARACTERS);
  }

  /** That many characters of a text at most, the last an ellipsis if it was longer. */
  static String cut(String text, int characters) {
    if (text.length() <= characters) {
      return text;
    }
    int end = characters - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + '…';
  }
}
