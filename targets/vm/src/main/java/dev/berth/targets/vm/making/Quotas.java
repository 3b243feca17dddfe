package dev.berth.targets.vm.making;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import java.util.ArrayList;
import java.util.List;

/** Holds what a provider grants against what a target may want. */
final class Quotas {

  private Quotas() {}

  /**
   * What comes of it.
   *
   * @param granted how much, by the provider's name of the quota; absent where it tells nothing
   */
  static CheckOutcome outcome(List<QuotaNeed> needs, JsonNode granted) {
    List<String> enough = new ArrayList<>();
    List<String> scarce = new ArrayList<>();
    for (QuotaNeed need : needs) {
      JsonNode limit = granted.path(need.quota());
      if (limit.isNumber()) {
        (limit.asDouble() < need.wanted() ? scarce : enough)
            .add(
                "%s %.0f, the fleet file allows for %.0f %s"
                    .formatted(need.quota(), limit.asDouble(), need.wanted(), need.of()));
      }
    }
    if (!scarce.isEmpty()) {
      return new Failed(
          String.join("; ", scarce), "ask the provider for more, or lower maximum of these nodes");
    }
    return enough.isEmpty()
        ? new Skipped("the provider lists no quota of these machines")
        : new Passed(String.join("; ", enough));
  }
}
