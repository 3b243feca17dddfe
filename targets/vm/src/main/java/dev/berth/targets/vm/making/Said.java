package dev.berth.targets.vm.making;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What a Terraform has said, whether or not it lives.
 *
 * @param lines in their order
 */
record Said(List<SaidLine> lines) {

  Said {
    lines = List.copyOf(lines);
  }

  static Said of(List<String> text) {
    return new Said(text.stream().flatMap(line -> SaidLine.of(line).stream()).toList());
  }

  /** Its outputs; empty unless it has ended well. */
  Optional<JsonNode> outputs() {
    return lines.stream()
        .filter(SaidLine.Outputs.class::isInstance)
        .map(line -> ((SaidLine.Outputs) line).values())
        .reduce((_, last) -> last);
  }

  List<SaidLine.Complaint> complaints() {
    return lines.stream()
        .filter(SaidLine.Complaint.class::isInstance)
        .map(SaidLine.Complaint.class::cast)
        .toList();
  }

  /** Where it is, in Terraform's own words; empty if it has not said. */
  String progress() {
    return lines.stream()
        .filter(SaidLine.Progress.class::isInstance)
        .map(line -> ((SaidLine.Progress) line).text())
        .reduce("", (_, last) -> last);
  }

  /** All that it complained of as one verdict; for one that has failed. */
  Verdict verdict() {
    List<SaidLine.Complaint> complaints = complaints();
    return complaints.isEmpty()
        ? new Verdict.Trouble("Terraform ended without saying why; last it said: " + progress())
        : Verdict.of(complaints);
  }
}
