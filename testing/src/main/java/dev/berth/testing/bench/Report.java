package dev.berth.testing.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.Json;
import java.util.List;
import java.util.Locale;

/** Results for people and for programs. */
final class Report {

  private static final String ROW = "%-34s %14s %14s  %-12s %8s  %-7s %s%n";

  private Report() {}

  static String table(List<Result> results) {
    StringBuilder text = new StringBuilder();
    text.append(ROW.formatted("", "reference", "measured", "", "ratio", "aim", ""));
    for (Result result : results) {
      text.append(
          ROW.formatted(
              result.name(),
              number(result.reference()),
              number(result.value()),
              result.unit(),
              number(result.ratio()),
              result.aim().bound() + " " + number(result.aim().value()),
              result.aim().isMetBy(result.ratio()) ? "" : "missed"));
    }
    return text.toString();
  }

  static String json(List<Result> results, Machine machine) throws JsonProcessingException {
    ObjectNode report = Json.mapper().createObjectNode();
    report.set("machine", Json.mapper().valueToTree(machine));
    ArrayNode rows = report.putArray("results");
    for (Result result : results) {
      rows.addObject()
          .put("name", result.name())
          .put("reference", result.reference())
          .put("value", result.value())
          .put("unit", result.unit())
          .put("ratio", result.ratio())
          .put("aim", result.aim().bound().name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .put("aimValue", result.aim().value())
          .put("met", result.aim().isMetBy(result.ratio()));
    }
    return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
  }

  /** As many digits as mean something. */
  private static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
