package dev.berth.targets.vm.making;

import dev.berth.contracts.Accelerators;
import dev.berth.targets.api.NodeShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What of a provider's quota a target wants, if all the machines that the fleet file allows are
 * made at once.
 *
 * @param quota the provider's name of it, by which it can be asked
 * @param of what it counts, for people
 * @param wanted how much
 */
record QuotaNeed(String quota, String of, double wanted) {

  /** On demand and spot, by "Amazon EC2 instance type quotas"; both count vCPUs. */
  private record Codes(String onDemand, String spot) {}

  /** By the letters that a type begins with; longer ones first. */
  private static final List<Map.Entry<String, Codes>> EC2 =
      List.of(
          Map.entry("inf", new Codes("L-1945791B", "L-B5D1601B")),
          Map.entry("trn", new Codes("L-2C3B7624", "L-6B0D517C")),
          Map.entry("dl", new Codes("L-6E869C2A", "L-85EED4F7")),
          Map.entry("vt|gr?", new Codes("L-DB2E81BA", "L-3819A6DF")),
          Map.entry("p5[a-z]*", new Codes("L-417A185B", "L-C4BD4855")),
          Map.entry("p[234][a-z]*", new Codes("L-417A185B", "L-7212CCBC")),
          Map.entry("f", new Codes("L-74FC7D96", "L-88CF9481")),
          Map.entry("x", new Codes("L-7295265B", "L-E3A00192")),
          Map.entry("[acdhimrtz]|im|is", new Codes("L-1216C47A", "L-34B43A08")));

  /** Compute Engine's families whose cores count among those without a family of their own. */
  private static final String SHARED_CORES = "n1|e2|f1|g1";

  /** Of that module's provider; empty if it tells of no quota, or of none for these machines. */
  static List<QuotaNeed> of(MachineModule module, List<NodeShape> nodes) {
    Map<String, QuotaNeed> needs = new TreeMap<>();
    for (NodeShape node : nodes) {
      List<QuotaNeed> one =
          switch (module.provider()) {
            case "aws" -> ofEc2(node);
            case "google" -> ofComputeEngine(node);
            default -> List.of();
          };
      one.forEach(need -> needs.merge(need.quota, need, QuotaNeed::and));
    }
    return List.copyOf(needs.values());
  }

  private static List<QuotaNeed> ofEc2(NodeShape node) {
    String type = node.name();
    for (Map.Entry<String, Codes> family : EC2) {
      if (type.matches("(" + family.getKey() + ")\\d*[a-z-]*\\..*")) {
        double cores = node.cpus() * node.maximum();
        List<QuotaNeed> needs = new ArrayList<>();
        if (isOnDemand(node)) {
          needs.add(
              new QuotaNeed(family.getValue().onDemand, "vCPUs on demand for " + type, cores));
        }
        if (node.preemptiblePricePerHour() != null) {
          needs.add(new QuotaNeed(family.getValue().spot, "vCPUs of spot for " + type, cores));
        }
        return needs;
      }
    }
    return List.of();
  }

  /** What may be taken back counts here too where a project has no quota for it apart. */
  private static List<QuotaNeed> ofComputeEngine(NodeShape node) {
    String family = node.name().replaceFirst("-.*", "").toLowerCase(Locale.ROOT);
    String cores =
        family.matches(SHARED_CORES) ? "CPUS" : family.toUpperCase(Locale.ROOT) + "_CPUS";
    List<QuotaNeed> needs = new ArrayList<>();
    if (isOnDemand(node)) {
      needs.add(new QuotaNeed(cores, "cores for " + node.name(), node.cpus() * node.maximum()));
    }
    Accelerators accelerators = node.accelerators();
    if (accelerators != null && isOnDemand(node)) {
      String metric =
          "NVIDIA_" + accelerators.kind().toUpperCase(Locale.ROOT).replace('-', '_') + "_GPUS";
      needs.add(
          new QuotaNeed(
              metric,
              accelerators.kind() + " for " + node.name(),
              (double) accelerators.count() * node.maximum()));
    }
    return needs;
  }

  private static boolean isOnDemand(NodeShape node) {
    return node.pricePerHour() != null || node.preemptiblePricePerHour() == null;
  }

  private QuotaNeed and(QuotaNeed other) {
    return new QuotaNeed(
        quota, of + " and " + other.of.replaceFirst(".* for ", ""), wanted + other.wanted);
  }
}
