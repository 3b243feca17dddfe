package dev.berth.targets.vm.making;

import dev.berth.contracts.FailureCategory;
import java.util.List;
import java.util.Locale;

/** What an error of Terraform's comes to. */
sealed interface Verdict {

  /** The provider has heard, and says no. */
  record Refusal(FailureCategory category, String reason) implements Verdict {}

  /** The provider was not reached, or did not answer in time: it says nothing about the attempt. */
  record Trouble(String reason) implements Verdict {}

  /** The state is locked by somebody, who may be dead. */
  record Locked(String lock, String reason) implements Verdict {}

  /**
   * Codes of the APIs of EC2 ("Error codes for the Amazon EC2 API"), Compute Engine
   * ("Troubleshooting resource errors") and Azure ("Common Azure deployment errors"), lower case.
   */
  List<String> NO_ROOM =
      List.of(
          "insufficientinstancecapacity",
          "insufficienthostcapacity",
          "insufficientcapacity",
          "insufficientfreeaddresses",
          "capacity-not-available",
          "max spot instance count exceeded",
          "maxspotinstancecountexceeded",
          "spotmaxpricetoolow",
          "instancelimitexceeded",
          "vcpulimitexceeded",
          "addresslimitexceeded",
          "volumelimitexceeded",
          "networkinterfacelimitexceeded",
          "securitygrouplimitexceeded",
          "resourcelimitexceeded",
          "zone_resource_pool_exhausted",
          "resource_pool_exhausted",
          "quotaexceeded",
          "quota_exceeded",
          "quota exceeded",
          "exceeding approved",
          "resourceexhausted",
          "stockout",
          "does not have enough resources available",
          "allocationfailed",
          "zonalallocationfailed",
          "overconstrainedallocationrequest",
          "overconstrainedzonalallocationrequest",
          "skunotavailable",
          "evictionpolicycapacity",
          "operation could not be completed as it results in exceeding");

  /** The API, or the way to it, is not well. */
  List<String> AWAY =
      List.of(
          "timeout",
          "timed out",
          "connection refused",
          "connection reset",
          "no such host",
          "network is unreachable",
          "no route to host",
          "broken pipe",
          "unexpected eof",
          "requestlimitexceeded",
          "request limit exceeded",
          "throttl",
          "toomanyrequests",
          "ratelimitexceeded",
          "rate limit exceeded",
          "serviceunavailable",
          "service unavailable",
          "internalerror",
          "internal error",
          "internalservererror",
          "bad gateway",
          "backenderror",
          "plugin did not respond",
          "plugin process exited",
          "plugin crashed",
          "request cancelled",
          "execution halted",
          "deadline exceeded");

  /**
   * The verdict on what was complained of.
   *
   * @param complaints at least one
   */
  static Verdict of(List<SaidLine.Complaint> complaints) {
    String reason = complaints.getFirst().text();
    for (SaidLine.Complaint complaint : complaints) {
      if (complaint.summary().contains("acquiring the state lock")) {
        return new Locked(lock(complaint.detail()), complaint.text());
      }
    }
    // What is full decides: what else is said then mostly follows from it.
    for (SaidLine.Complaint complaint : complaints) {
      if (has(complaint, NO_ROOM)) {
        return new Refusal(FailureCategory.CAPACITY, shortened(complaint.text()));
      }
    }
    for (SaidLine.Complaint complaint : complaints) {
      if (has(complaint, AWAY)) {
        return new Trouble(shortened(complaint.text()));
      }
    }
    return new Refusal(FailureCategory.CONFIGURATION, shortened(reason));
  }

  private static boolean has(SaidLine.Complaint complaint, List<String> words) {
    String text = complaint.text().toLowerCase(Locale.ROOT);
    return words.stream().anyMatch(text::contains);
  }

  private static String lock(String detail) {
    return detail
        .lines()
        .map(line -> line.replaceAll("[│╷╵]", "").strip())
        .filter(line -> line.startsWith("ID:"))
        .map(line -> line.substring(3).strip())
        .findFirst()
        .orElse("");
  }

  private static String shortened(String text) {
    int most = 1_000;
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
