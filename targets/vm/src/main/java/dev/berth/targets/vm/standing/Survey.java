package dev.berth.targets.vm.standing;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What all hosts have said of their claims.
 *
 * @param answers by host
 */
record Survey(Map<Machine, Answer<Map<AttemptId, Claimed>>> answers) {

  /** Hosts that answered, with their claims. */
  Map<Machine, Map<AttemptId, Claimed>> heard() {
    Map<Machine, Map<AttemptId, Claimed>> heard = new LinkedHashMap<>();
    answers.forEach((host, answer) -> {
      if (answer instanceof Answer.Heard<Map<AttemptId, Claimed>>(Map<AttemptId, Claimed> said)) {
        heard.put(host, said);
      }
    });
    return heard;
  }

  /** Why that host is silent; empty if it is not. */
  Optional<String> silence(Machine host) {
    return answers.get(host) instanceof Answer.Silent<Map<AttemptId, Claimed>>(String why)
        ? Optional.of(why)
        : Optional.empty();
  }

  /** Why hosts are silent, one sentence for all of them. */
  String silences() {
    List<String> whys = new ArrayList<>();
    answers.keySet().forEach(host -> silence(host).ifPresent(whys::add));
    return String.join("; ", whys);
  }

  Set<AttemptId> attempts() {
    return heard().values().stream()
        .flatMap(claims -> claims.keySet().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Who of those that answered has a claim of that attempt. */
  List<Machine> with(AttemptId attempt) {
    List<Machine> with = new ArrayList<>(heard().keySet());
    with.removeAll(without(attempt));
    return with;
  }

  /** Who of those that answered has no claim of that attempt. */
  List<Machine> without(AttemptId attempt) {
    List<Machine> without = new ArrayList<>();
    heard()
        .forEach((host, claims) -> {
          if (!claims.containsKey(attempt)) {
            without.add(host);
          }
        });
    return without;
  }

  /**
   * The claim of that attempt. Where a crash between has left two, that of more hosts holds:
   * nothing has started by the other one.
   */
  Optional<Claim> claim(AttemptId attempt) {
    Map<Claim, Long> votes =
        heard().values().stream()
            .filter(claims -> claims.containsKey(attempt))
            .map(claims -> claims.get(attempt).claim())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    return votes.entrySet().stream()
        .max(
            Comparator.<Map.Entry<Claim, Long>>comparingLong(Map.Entry::getValue)
                .thenComparing(one -> one.getKey().text("")))
        .map(Map.Entry::getKey);
  }

  /** Whether its release has begun on some host that still has its claim. */
  boolean sealed(AttemptId attempt) {
    return heard().values().stream()
        .anyMatch(claims -> {
          Claimed claimed = claims.get(attempt);
          return claimed != null && claimed.sealed();
        });
  }

  /** What of that host is taken by all claims that it has. */
  Room taken(Machine host) {
    Room taken = new Room(0, 0, 0);
    for (Claimed one : heard().getOrDefault(host, Map.of()).values()) {
      Claim claim = one.claim();
      long here = claim.hosts().stream().filter(host.name()::equals).count();
      taken =
          new Room(
              taken.cpus() + here * claim.cpus(),
              taken.memoryMiB() + here * claim.memoryMiB(),
              (int) (taken.accelerators() + here * claim.accelerators()));
    }
    return taken;
  }
}
