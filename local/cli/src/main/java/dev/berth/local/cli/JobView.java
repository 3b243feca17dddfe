package dev.berth.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Json;
import dev.berth.contracts.Observation;
import dev.berth.local.text.Dollars;
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
    return text(json.has("spec") ? json.path("spec") : json, "team");
  }

  List<JsonNode> attempts() {
    return StreamSupport.stream(json.path("attempts").spliterator(), false).toList();
  }

  /** Where the latest attempt is. */
  String latestTarget() {
    return attempts().isEmpty() ? UNKNOWN : text(attempts().getLast(), "target");
  }

  /**
   * What it waits for, and until when; why it ended, if it did not end well; else how its latest
   * attempt stands.
   */
  String why() {
    JsonNode waiting = json.path("waiting");
    if (waiting.isObject()) {
      String until = moment(waiting, "until");
      return "waits for "
          + text(waiting, "what")
          + (until.equals(UNKNOWN) ? "" : ", until " + until + " at the latest");
    }
    if (json.path("outcome").hasNonNull("reason")) {
      return text(json.path("outcome"), "reason");
    }
    return attempts().isEmpty() ? UNKNOWN : standing(attempts().getLast());
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

  /** What all attempts cost together, in a sentence. */
  String cost() {
    JsonNode cost = json.path("cost");
    if (!cost.isObject()) {
      return "cost: unknown";
    }
    String least = cost.path("whole").asBoolean() ? "" : "at least ";
    String estimated = dollars(cost, "estimated");
    return "cost: %s%s USD so far%s"
        .formatted(
            least,
            dollars(cost, "soFar"),
            estimated.equals(UNKNOWN) ? "" : ", estimated " + least + estimated + " USD");
  }

  static String dollars(JsonNode node, String field) {
    return node.path(field).isNumber() ? Dollars.of(node.path(field).asDouble()) : UNKNOWN;
  }

  static String moment(JsonNode node, String field) {
    return Moment.of(text(node, field));
  }

  static String text(JsonNode node, String field) {
    return node.hasNonNull(field) ? node.path(field).asText() : UNKNOWN;
  }
}
