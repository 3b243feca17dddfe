package dev.berth.targets.kubernetes.checking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Looks at what a namespace's administrators allow, as far as it bears on jobs. */
final class Limits {

  private static final double MIB = 1024 * 1024;

  private final Server server;
  private final Target target;
  private final String namespace;

  Limits(Server server, Target target, String namespace) {
    this.server = server;
    this.target = target;
    this.namespace = namespace;
  }

  CheckOutcome quota() {
    return Outcomes.of(
        server.get("/api/v1/namespaces/" + namespace + "/resourcequotas"),
        "the ResourceQuotas of " + namespace,
        json -> quota(json.path("items")),
        new Skipped("the API server knows no ResourceQuota"));
  }

  private CheckOutcome quota(JsonNode quotas) {
    List<String> spent = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (JsonNode quota : quotas) {
      for (Map.Entry<String, JsonNode> limit : quota.path("status").path("hard").properties()) {
        if (bearsOnJobs(limit.getKey())) {
          String used = quota.path("status").path("used").path(limit.getKey()).asText("0");
          String said =
              "%s %s of %s%s"
                  .formatted(
                      limit.getKey(), used, limit.getValue().asText(), names(limit.getKey()));
          boolean none = amount(used) >= amount(limit.getValue().asText());
          (none ? spent : left).add(said);
        }
      }
    }
    if (!spent.isEmpty()) {
      return new Failed(
          "the namespace's quota is used up: " + String.join(", ", spent),
          "have it raised, or release what uses it; jobs that it has no room for are refused");
    }
    return new Passed(left.isEmpty() ? "none is set" : "used: " + String.join(", ", left));
  }

  private static boolean bearsOnJobs(String resource) {
    return resource.equals("pods")
        || resource.equals("cpu")
        || resource.equals("memory")
        || resource.startsWith("requests.")
        || resource.startsWith("limits.")
        || resource.startsWith("count/jobs.")
        || resource.startsWith("count/rayjobs.")
        || resource.startsWith("count/pods")
        || resource.startsWith("count/services");
  }

  /** A name that is kept is an object, for as long as driver.settings.names says. */
  private static String names(String resource) {
    return resource.startsWith("count/jobs.") || resource.startsWith("count/rayjobs.")
        ? " (with the names of released attempts)"
        : "";
  }

  CheckOutcome limitRange() {
    return Outcomes.of(
        server.get("/api/v1/namespaces/" + namespace + "/limitranges"),
        "the LimitRanges of " + namespace,
        json -> limitRange(json.path("items")),
        new Skipped("the API server knows no LimitRange"));
  }

  private CheckOutcome limitRange(JsonNode ranges) {
    List<String> tooSmall = new ArrayList<>();
    int limits = 0;
    for (JsonNode range : ranges) {
      for (JsonNode limit : range.path("spec").path("limits")) {
        String type = limit.path("type").asText();
        if (type.equals("Container") || type.equals("Pod")) {
          limits++;
          JsonNode max = limit.path("max");
          for (NodeShape shape : target.nodes()) {
            if (max.has("cpu") && amount(max.path("cpu").asText()) < shape.cpus()) {
              tooSmall.add(
                  "a %s gets at most %s cpus, and '%s' is offered with %s"
                      .formatted(type, max.path("cpu").asText(), shape.name(), shape.cpus()));
            }
            if (max.has("memory")
                && amount(max.path("memory").asText()) < shape.memoryMiB() * MIB) {
              tooSmall.add(
                  "a %s gets at most %s of memory, and '%s' is offered with %d MiB"
                      .formatted(
                          type, max.path("memory").asText(), shape.name(), shape.memoryMiB()));
            }
          }
        }
      }
    }
    if (!tooSmall.isEmpty()) {
      return new Failed(
          String.join("; ", tooSmall),
          "raise the LimitRange's max, or lower nodes[] in the fleet file to what it allows");
    }
    return new Passed(
        limits == 0 ? "none is set" : "what the fleet file offers is within the LimitRange");
  }

  static double amount(String quantity) {
    return new Quantity(quantity).getNumericalAmount().doubleValue();
  }
}
