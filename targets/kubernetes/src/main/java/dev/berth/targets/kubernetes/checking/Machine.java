package dev.berth.targets.kubernetes.checking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.targets.kubernetes.dialect.NodeLabel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A node, as far as jobs care.
 *
 * @param name its name
 * @param ready whether it is ready and not cordoned
 * @param labels its labels
 * @param taints what keeps pods away from it, by key, each with its value
 * @param has what it has to give, by resource
 */
record Machine(
    String name,
    boolean ready,
    Map<String, String> labels,
    Map<String, String> taints,
    Map<String, Double> has) {

  private static final String INSTANCE_TYPE = "node.kubernetes.io/instance-type";
  private static final double MIB = 1024 * 1024;

  static List<Machine> all(JsonNode nodes) {
    List<Machine> machines = new ArrayList<>();
    nodes.path("items").forEach(node -> machines.add(of(node)));
    return machines;
  }

  private static Machine of(JsonNode node) {
    boolean ready = !node.path("spec").path("unschedulable").asBoolean();
    boolean said = false;
    for (JsonNode condition : node.path("status").path("conditions")) {
      said |=
          condition.path("type").asText().equals("Ready")
              && condition.path("status").asText().equals("True");
    }
    Map<String, String> taints = new HashMap<>();
    for (JsonNode taint : node.path("spec").path("taints")) {
      if (!taint.path("effect").asText().equals("PreferNoSchedule")) {
        taints.put(taint.path("key").asText(), taint.path("value").asText());
      }
    }
    Map<String, String> labels = new HashMap<>();
    node.path("metadata")
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    Map<String, Double> has = new HashMap<>();
    node.path("status")
        .path("allocatable")
        .properties()
        .forEach(one -> has.put(one.getKey(), Limits.amount(one.getValue().asText())));
    return new Machine(
        node.path("metadata").path("name").asText(), ready && said, labels, taints, has);
  }

  double amount(String resource) {
    return has.getOrDefault(resource, 0.0);
  }

  double cpus() {
    return amount("cpu");
  }

  long memoryMiB() {
    return (long) (amount("memory") / MIB);
  }

  String instanceType() {
    return labels.getOrDefault(INSTANCE_TYPE, "");
  }

  boolean has(NodeLabel label) {
    return label.values().contains(labels.getOrDefault(label.key(), ""));
  }

  boolean has(Map<String, String> wanted) {
    return labels.entrySet().containsAll(wanted.entrySet());
  }
}
