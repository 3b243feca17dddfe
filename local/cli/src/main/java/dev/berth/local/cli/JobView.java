package dev.berth.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Json;
import dev.berth.contracts.Observation;
import dev.berth.local.text.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * A job as the monitor tells of it, with a dash for what is not known.
 *
 * @param json the monitor's
 */
record JobView(JsonNode json) {

  private static final String UNKNOWN = "-";

  String id() {
    return text(json, "id");
  }

  String phase() {
    return text(json, "phase");
  }

  String since() {
    return text(json, "since");
  }

  String team() {
    return text(json.path("spec").isObject() ? json.path("spec") : json, "team");
  }

  List<JsonNode> attempts() {
    return StreamSupport.stream(json.path("attempts").spliterator(), false).toList();
  }

  String latestNumber() {
    return latest().map(attempt -> number(text(attempt, "id"))).orElse(UNKNOWN);
  }

  String latestTarget() {
    return latest().map(attempt -> text(attempt, "target")).orElse(UNKNOWN);
  }

  /** What ended the job or its latest attempt, or what was last seen of it. */
  String why() {
    JsonNode outcome = json.path("outcome");
    if (outcome.hasNonNull("reason")) {
      return outcome.path("reason").asText();
    }
    return latest().map(JobView::standing).orElse(UNKNOWN);
  }

  /** How an attempt ended, or what was last seen of it. */
  static String standing(JsonNode attempt) {
    try {
      if (attempt.path("ending").isObject()) {
        return Sentence.of(Json.mapper().treeToValue(attempt.path("ending"), Ending.class));
      }
      if (attempt.path("observation").isObject()) {
        return Sentence.of(
            Json.mapper().treeToValue(attempt.path("observation"), Observation.class));
      }
      return UNKNOWN;
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("the monitor's answer cannot be read", e);
    }
  }

  static String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.path(field).asText() : UNKNOWN;
  }

  private Optional<JsonNode> latest() {
    List<JsonNode> attempts = attempts();
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
  }

  private static String number(String attempt) {
    return attempt.substring(attempt.lastIndexOf('-') + 1);
  }
}
