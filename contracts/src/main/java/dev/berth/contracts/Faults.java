package dev.berth.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;

/** What Jackson says is wrong, in one sentence that names the field. */
final class Faults {

  private Faults() {}

  /** Where it stands, such as {@code spec.arguments[3]}; empty for the document as a whole. */
  static String path(JsonMappingException fault) {
    FieldPath path = FieldPath.ROOT;
    for (JsonMappingException.Reference reference : fault.getPath()) {
      path =
          reference.getFieldName() == null
              ? path.index(reference.getIndex())
              : path.name(reference.getFieldName());
    }
    return path.toString();
  }

  /** The fault with its field and without a dump of the document. */
  static String sentence(JsonProcessingException fault) {
    String said = firstLine(said(fault));
    if (fault instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return path(mapping) + ": " + said;
    }
    return fault.getLocation() == null
        ? said
        : "%s (line %d, column %d)"
            .formatted(said, fault.getLocation().getLineNr(), fault.getLocation().getColumnNr());
  }

  private static String said(JsonProcessingException fault) {
    String original = fault.getOriginalMessage();
    if (fault instanceof InvalidNullException) {
      return "null is not allowed";
    }
    if (fault instanceof ValueInstantiationException && fault.getCause() != null) {
      return String.valueOf(fault.getCause().getMessage());
    }
    return original.startsWith("Missing required creator property") ? "is missing" : original;
  }

  static String firstLine(String message) {
    return message.lines().findFirst().orElse(message);
  }
}
