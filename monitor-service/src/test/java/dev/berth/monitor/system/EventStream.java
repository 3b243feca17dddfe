package dev.berth.monitor.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Json;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads server-sent events as the HTML standard says. */
final class EventStream {

  /**
   * An event.
   *
   * @param id where to go on from behind it
   * @param type its name
   * @param content what it says
   */
  record Sent(String id, String type, JsonNode content) {}

  private EventStream() {}

  static List<Sent> parse(String text) {
    List<Sent> events = new ArrayList<>();
    for (String block : text.split("\n\n")) {
      if (block.contains("data: ")) {
        events.add(new Sent(field(block, "id"), field(block, "event"), json(field(block, "data"))));
      }
    }
    return events;
  }

  private static String field(String block, String name) {
    return block
        .lines()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
