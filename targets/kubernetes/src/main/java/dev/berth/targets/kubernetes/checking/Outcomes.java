package dev.berth.targets.kubernetes.checking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.targets.api.CheckOutcome;
import java.util.function.Function;

/** From answers to outcomes, where all that differs is what an answer means. */
final class Outcomes {

  private Outcomes() {}

  /**
   * The outcome of a look.
   *
   * @param what what was looked at, such as {@code the LocalQueue train}
   * @param told what it means if it is there
   * @param absent what it means if it is not
   */
  static CheckOutcome of(
      Asked asked, String what, Function<JsonNode, CheckOutcome> told, CheckOutcome absent) {
    return switch (asked) {
      case Asked.Told(JsonNode json) -> told.apply(json);
      case Asked.Nothing _ -> absent;
      case Asked.Refused refused ->
          new CheckOutcome.Skipped(
              refused.lacksRight()
                  ? "this account may not look at " + what
                  : "the API server refuses to show %s: %s".formatted(what, refused.message()));
      case Asked.Trouble trouble ->
          new CheckOutcome.Skipped("the API server does not answer: " + trouble.message());
    };
  }
}
