package dev.berth.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Json;
import dev.berth.contracts.Observation;
import dev.berth.local.text.Moment;
import dev.berth.local.text.Sentence;
import java.util.List;
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
    return moment(json, "since");
  }

  String team() {
    return text(json.path("spec"), "team");
  }

  List<JsonNode> attempts() {
    return StreamSupport.stream(json.path("attempts").spliterator(), false).toList();
  }

  /** What it waits for, and until when; why it ended, if it did not end well. */
  String why() {
    JsonNode waiting = json.path("waiting");
    if (waiting.isObject()) {
      String until = moment(waiting, "until");
      return "waits for "
          + text(waiting, "what")
          + (until.equals(UNKNOWN) ? "" : ", until " + until + " at the latest");
    }
    return text(json.path("outcome"), "reason");
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

  static String moment(JsonNode node, String field) {
    return Moment.of(text(node, field));
  }

  static String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.path(field).asText() : UNKNOWN;
  }
}
