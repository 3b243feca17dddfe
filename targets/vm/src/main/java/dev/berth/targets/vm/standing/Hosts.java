package dev.berth.targets.vm.standing;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Answer;
import dev.berth.targets.vm.remote.Everywhere;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** All hosts of an inventory together; what is asked of them counts when more than half answer. */
final class Hosts {

  private final Inventory inventory;
  private final Claims claims;
  private final Duration patience;
  private final Everywhere<Map<AttemptId, Claimed>> surveys;

  Hosts(Inventory inventory, Claims claims, Duration patience) {
    this.inventory = inventory;
    this.claims = claims;
    this.patience = patience;
    this.surveys = new Everywhere<>(claims::survey, patience);
  }

  /** What all hosts say of their claims. */
  Survey survey() throws TargetTroubleException {
    Survey survey = new Survey(surveys.answers(inventory.hosts()));
    if (survey.heard().size() < inventory.majority()) {
      throw new TargetTroubleException(
          "%d of %d hosts answer, and no fewer than %d can say who has them: %s"
              .formatted(
                  survey.heard().size(),
                  inventory.hosts().size(),
                  inventory.majority(),
                  survey.silences()));
    }
    return survey;
  }

  /**
   * Which of those attempts some host that has no claim of it says to be released. While a release
   * is under way it says so, too: its seal is then also on hosts that still have the claim, and
   * nobody says that it is over.
   */
  Set<AttemptId> released(Survey survey, Collection<AttemptId> attempts)
      throws TargetTroubleException {
    Set<AttemptId> doubtful =
        attempts.stream().filter(one -> !survey.without(one).isEmpty()).collect(Collectors.toSet());
    Set<AttemptId> released = new HashSet<>();
    Set<AttemptId> over = new HashSet<>();
    if (!doubtful.isEmpty()) {
      each(survey.heard().keySet(), host -> claims.released(host, doubtful))
          .values()
          .forEach(answer -> {
            if (answer instanceof Answer.Heard<Claims.Released>(Claims.Released said)) {
              released.addAll(said.sealed());
              over.addAll(said.over());
            }
          });
      released.removeIf(one -> survey.sealed(one) && !over.contains(one));
    }
    return released;
  }

  /** After this nobody can claim for that attempt any more. */
  void seal(AttemptId attempt) throws TargetTroubleException {
    Map<Machine, Answer<Boolean>> sealed =
        each(
            inventory.hosts(),
            host -> {
              claims.seal(host, attempt);
              return true;
            });
    requireMajority("sealed " + attempt, sealed);
  }

  /** Asks each of those hosts, all at once. */
  <T> Map<Machine, Answer<T>> each(Collection<Machine> hosts, Everywhere.Question<T> question)
      throws TargetTroubleException {
    return new Everywhere<>(question, patience).answers(hosts);
  }

  /** That more than half of all hosts have done it. */
  void requireMajority(String what, Map<Machine, ? extends Answer<?>> answers)
      throws TargetTroubleException {
    long heard = answers.values().stream().filter(Answer.Heard.class::isInstance).count();
    if (heard < inventory.majority()) {
      String silences =
          answers.values().stream()
              .filter(Answer.Silent.class::isInstance)
              .map(answer -> ((Answer.Silent<?>) answer).why())
              .collect(Collectors.joining("; "));
      throw new TargetTroubleException(
          "%d of %d hosts have %s, and it takes %d: %s"
              .formatted(heard, inventory.hosts().size(), what, inventory.majority(), silences));
    }
  }
}
