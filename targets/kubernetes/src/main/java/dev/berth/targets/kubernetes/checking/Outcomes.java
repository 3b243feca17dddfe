package dev.berth.targets.kubernetes.checking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.targets.api.CheckOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

  /**
   * The outcome of several looks: the first that did not pass, and else what all have found.
   *
   * @param those what to look at, in turn
   */
  static <T> CheckOutcome all(Collection<T> those, Function<T, CheckOutcome> look) {
    List<String> found = new ArrayList<>();
    for (T one : those) {
      switch (look.apply(one)) {
        case CheckOutcome.Passed passed -> found.add(passed.found());
        case CheckOutcome.Failed failed -> {
          return failed;
        }
        case CheckOutcome.Skipped skipped -> {
          return skipped;
        }
      }
    }
    return new CheckOutcome.Passed(String.join("; ", found));
  }
}
