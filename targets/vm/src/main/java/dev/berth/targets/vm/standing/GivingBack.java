package dev.berth.targets.vm.standing;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Gives an attempt's hosts back once all of it has ended. Nothing is forgotten before: who comes
 * next must find it until then.
 */
final class GivingBack {

  private final Inventory inventory;
  private final Hosts hosts;
  private final Claims claims;
  private final Function<Machine, Optional<String>> off;

  /**
   * @param off what proves that a host which does not answer is off; empty if nothing does
   */
  GivingBack(
      Inventory inventory, Hosts hosts, Claims claims, Function<Machine, Optional<String>> off) {
    this.inventory = inventory;
    this.hosts = hosts;
    this.claims = claims;
    this.off = off;
  }

  /**
   * What became of an attempt on its own hosts.
   *
   * @param ended nothing of it runs there
   * @param dark hosts that are proven to be off, and by what
   * @param waiting for what else there is to wait
   */
  private record End(List<Machine> ended, Map<Machine, String> dark, List<String> waiting) {}

  ReleaseOutcome giveBack(AttemptId attempt, Survey survey) throws TargetTroubleException {
    End end = end(attempt, survey);
    if (!end.waiting().isEmpty()) {
      return new ReleaseOutcome.Releasing(String.join("; ", end.waiting()));
    }
    Map<Machine, Answer<Boolean>> buried = bury(attempt, survey, end);
    for (Machine host : end.ended()) {
      if (buried.get(host) instanceof Answer.Silent<Boolean>(String why)) {
        return new ReleaseOutcome.Releasing("all of it has ended, and is not cleared away, " + why);
      }
    }
    return new ReleaseOutcome.Released(evidence(end));
  }

  private End end(AttemptId attempt, Survey survey) throws TargetTroubleException {
    Set<Machine> own = new LinkedHashSet<>();
    survey
        .claim(attempt)
        .ifPresent(
            claim -> claim.hosts().forEach(name -> inventory.host(name).ifPresent(own::add)));
    End end = new End(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
    hosts
        .each(own, host -> claims.ended(host, attempt))
        .forEach((host, answer) -> {
          switch (answer) {
            case Answer.Silent<Boolean>(String why) ->
                off.apply(host)
                    .ifPresentOrElse(
                        proof -> end.dark().put(host, proof),
                        () -> end.waiting().add("a host does not answer, " + why));
            case Answer.Heard<Boolean>(Boolean none) -> {
              if (none) {
                end.ended().add(host);
              } else {
                end.waiting().add("processes of it still run on " + host.name());
              }
            }
          }
        });
    return end;
  }

  /** On its own hosts, and on those that only have its claim. */
  private Map<Machine, Answer<Boolean>> bury(AttemptId attempt, Survey survey, End end)
      throws TargetTroubleException {
    Set<Machine> all = new LinkedHashSet<>(survey.heard().keySet());
    all.addAll(end.ended());
    all.removeAll(end.dark().keySet());
    return hosts.each(
        all,
        host -> {
          claims.bury(host, attempt);
          return true;
        });
  }

  private static String evidence(End end) {
    List<String> told = new ArrayList<>();
    if (!end.ended().isEmpty()) {
      told.add(
          "no process of it is left on "
              + String.join(", ", end.ended().stream().map(Machine::name).toList()));
    }
    told.addAll(end.dark().values());
    return told.isEmpty() ? "it is not here, and cannot come" : String.join("; ", told);
  }
}
