package dev.berth.advisor;

import dev.berth.contracts.AcceleratorCapacity;
import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.PastAttempt;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.targets.api.Fleet;
import dev.berth.targets.api.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Fleets, readings and jobs of every kind, from a seed. */
final class RandomFleet {

  private static final List<String> PLACES = List.of("eu", "us", "asia");
  private static final List<String> RULES = List.of("hipaa", "gdpr", "soc2");
  private static final List<String> KINDS = List.of("h100", "a100", "l4");

  private final Random random;

  RandomFleet(long seed) {
    this.random = new Random(seed);
  }

  FleetView view(int targets) {
    Fleet fleet = Fleets.fleet(rows(targets));
    Map<TargetId, TargetObserved> readings = new HashMap<>();
    for (Target target : fleet.targets()) {
      if (random.nextInt(3) > 0) {
        readings.put(target.id(), reading(target.id()));
      }
    }
    return FleetView.of(fleet, readings);
  }

  /** The same view with its file in another order. */
  FleetView shuffled(FleetView view) {
    List<Target> targets = new ArrayList<>(view.fleet().targets());
    Collections.shuffle(targets, random);
    return FleetView.of(new Fleet(targets), view.readings());
  }

  Question question() {
    JobSpec spec = Asked.spec("job", fields());
    List<PastAttempt> past = new ArrayList<>();
    for (int number = 1; number <= random.nextInt(4); number++) {
      past.add(
          Asked.past(number, random.nextInt(5) == 0 ? null : "t" + random.nextInt(20), ending()));
    }
    return Asked.question(spec, new AttemptHistory(past));
  }

  private String[] rows(int targets) {
    String[] rows = new String[targets];
    for (int i = 0; i < targets; i++) {
      StringBuilder nodes = new StringBuilder();
      for (int n = 0; n <= random.nextInt(3); n++) {
        nodes
            .append(n == 0 ? "" : ", ")
            .append(
                "{name: n%d, cpus: %d, memoryMiB: %d, maximum: %d%s%s%s}"
                    .formatted(
                        n,
                        1 + random.nextInt(64),
                        1024 << random.nextInt(6),
                        1 + random.nextInt(50),
                        random.nextBoolean()
                            ? ""
                            : ", accelerators: {kind: %s, count: %d}"
                                .formatted(any(KINDS), 1 << random.nextInt(4)),
                        random.nextBoolean()
                            ? ""
                            : ", pricePerHour: " + random.nextInt(4000) / 100.0,
                        random.nextInt(4) > 0
                            ? ""
                            : ", preemptiblePricePerHour: " + random.nextInt(2000) / 100.0));
      }
      rows[i] =
          "id: t%d, model: %s, nodes: [%s], locations: [%s], compliance: [%s], runtimes: [%s], interconnects: [%s]"
              .formatted(
                  i,
                  any(
                      List.of(
                          "managed-kubernetes",
                          "self-hosted-kubernetes",
                          "virtual-machines",
                          "hpc")),
                  nodes,
                  any(PLACES),
                  any(RULES),
                  any(List.of("ray", "ray, container", "command", "ray, container, command")),
                  any(List.of("", "efa", "infiniband", "slingshot, ethernet")));
    }
    return rows;
  }

  private TargetObserved reading(TargetId target) {
    Capacity capacity =
        random.nextBoolean()
            ? null
            : Fleets.free(
                random.nextInt(64),
                random.nextInt(65536),
                new AcceleratorCapacity(any(KINDS), 8, random.nextInt(9)));
    return new TargetObserved(
        target,
        random.nextInt(5) > 0,
        random.nextBoolean() ? null : "refused",
        capacity,
        random.nextBoolean() ? null : Duration.ofSeconds(random.nextInt(100_000)),
        random.nextBoolean() ? null : random.nextInt(1000) / 100.0,
        random.nextInt(4),
        Asked.AT);
  }

  private String fields() {
    StringBuilder fields = new StringBuilder();
    fields.append(
        "'resources': {'cpus': %d, 'memoryMiB': %d%s}"
            .formatted(
                1 + random.nextInt(16),
                512 << random.nextInt(5),
                random.nextInt(3) > 0
                    ? ""
                    : ", 'accelerators': {'kind': '%s', 'count': %d}"
                        .formatted(any(KINDS), 1 + random.nextInt(4))));
    int workers = 1 + random.nextInt(20);
    fields.append(", 'workers': {'min': %d, 'max': %d}".formatted(workers, workers * 2));
    maybe(fields, "'runtime': '" + any(List.of("ray", "container", "command")) + "'");
    maybe(fields, "'interconnect': '" + any(List.of("ethernet", "rdma", "efa")) + "'");
    maybe(
        fields,
        "'intent': '"
            + any(List.of("production", "experiment", "debugging", "fixed", "pretraining"))
            + "'");
    maybe(
        fields,
        "'constraints': {'locations': ['%s', '%s'], 'maximumPricePerHour': %d, 'preemptible': %s, 'avoidedTargets': ['t%d']}"
            .formatted(
                any(PLACES),
                any(PLACES),
                1 + random.nextInt(100),
                random.nextBoolean(),
                random.nextInt(10)));
    return fields.toString();
  }

  private void maybe(StringBuilder fields, String field) {
    if (random.nextInt(3) == 0) {
      fields.append(", ").append(field);
    }
  }

  private Ending ending() {
    return switch (random.nextInt(3)) {
      case 0 -> new Ending.Lost("pid gone");
      case 1 -> new Ending.Cancelled("asked");
      default ->
          new Ending.Failed(any(List.of(FailureCategory.values())), "because", random.nextInt(3));
    };
  }

  private <T> T any(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
