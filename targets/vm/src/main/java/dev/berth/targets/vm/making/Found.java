package dev.berth.targets.vm.making;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.AttemptId;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a module's finder has found.
 *
 * @param holdings by attempt
 * @param things everything that is there and costs or counts
 * @param types how many machines are up, by the provider's name for their kind
 */
record Found(List<Holding> holdings, List<Thing> things, Map<String, Integer> types) {

  private static final String WORKERS = "berth-workers";

  /**
   * One thing of the provider's.
   *
   * @param attempt whose
   * @param kind the resource's, as the module for strays knows it
   * @param id by which it is imported
   */
  record Thing(String attempt, String kind, String id) {}

  Found {
    holdings = List.copyOf(holdings);
    things = List.copyOf(things);
    types = Collections.unmodifiableMap(new TreeMap<>(types));
  }

  /** What an attempt has; empty if nothing is there that tells of it. */
  Optional<Holding> of(AttemptId attempt) {
    return holdings.stream().filter(one -> one.attempt().equals(attempt)).findFirst();
  }

  /** The same without what other attempts have. */
  Found only(AttemptId attempt) {
    return new Found(
        holdings.stream().filter(one -> one.attempt().equals(attempt)).toList(),
        things.stream().filter(one -> one.attempt().equals(attempt.toString())).toList(),
        types);
  }

  /**
   * From the finder's outputs.
   *
   * @param user who Berth is on the machines
   */
  static Found of(JsonNode outputs, String user) {
    Map<String, List<Held>> machines = new TreeMap<>();
    Map<String, Map<String, String>> labels = new TreeMap<>();
    outputs
        .path("attempts")
        .forEach(one -> {
          Map<String, String> said = new TreeMap<>();
          one.path("labels").properties().forEach(l -> said.put(l.getKey(), l.getValue().asText()));
          labels.put(one.path("attempt").asText(), said);
        });
    outputs
        .path("machines")
        .forEach(one ->
            machines
                .computeIfAbsent(one.path("attempt").asText(), _ -> new ArrayList<>())
                .add(held(one, user)));
    machines.keySet().forEach(attempt -> labels.putIfAbsent(attempt, Map.of()));
    List<Holding> holdings = new ArrayList<>();
    labels.forEach((attempt, said) -> {
      AttemptId id;
      try {
        id = AttemptId.parse(attempt);
      } catch (IllegalArgumentException e) {
        return; // Somebody else's, with a name that begins as ours do.
      }
      List<Held> held = machines.getOrDefault(attempt, List.of());
      holdings.add(holding(id, held, said));
    });
    List<Thing> things = new ArrayList<>();
    outputs
        .path("things")
        .forEach(one ->
            things.add(
                new Thing(
                    one.path("attempt").asText(),
                    one.path("kind").asText(),
                    one.path("id").asText())));
    Map<String, Integer> types = new TreeMap<>();
    outputs
        .path("machines")
        .forEach(one -> {
          if (one.path("state").asText().equals("up")) {
            types.merge(one.path("type").asText(), 1, Integer::sum);
          }
        });
    return new Found(holdings, things, types);
  }

  private static Holding holding(AttemptId id, List<Held> held, Map<String, String> labels) {
    List<Held> sorted = new ArrayList<>(held);
    sorted.sort(Comparator.comparingInt(one -> Order.rank(id, one.machine().name())));
    boolean complete = labels.getOrDefault(WORKERS, "").equals(Integer.toString(held.size()));
    return new Holding(id, sorted, complete, labels);
  }

  private static Held held(JsonNode one, String user) {
    String word = one.path("word").asText();
    Standing standing =
        switch (one.path("state").asText()) {
          case "up" -> new Standing.Up();
          case "over" -> new Standing.Over("the provider calls it " + word);
          default -> new Standing.Unknown("the provider calls it " + word);
        };
    JsonNode hostKey = one.path("host_key");
    return new Held(
        new Machine(
            one.path("name").asText(),
            one.path("address").asText(),
            one.path("port").isInt() ? one.path("port").asInt() : null,
            one.hasNonNull("user") ? one.path("user").asText() : user,
            hostKey.isTextual() ? hostKey.asText() : null,
            one.path("id").asText()),
        standing);
  }
}
