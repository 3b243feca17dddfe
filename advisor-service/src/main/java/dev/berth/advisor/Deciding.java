package dev.berth.advisor;

import dev.berth.contracts.Candidate;
import dev.berth.contracts.Decision;
import dev.berth.contracts.FilterReason;
import dev.berth.contracts.FilteredTarget;
import dev.berth.contracts.Intent;
import dev.berth.targets.api.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides where an attempt runs. Pure: the same question, view and policy give the same decision,
 * byte for byte.
 *
 * @param policy how targets are weighed
 */
public record Deciding(Policy policy) {

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::target);

  /** Filters, scores, and keeps all reasons. */
  public Decision decide(Question question, FleetView view) {
    List<Target> passed = new ArrayList<>();
    List<FilteredTarget> filtered = new ArrayList<>();
    for (Target target : view.fleet().targets()) {
      List<FilterReason> reasons = refusals(question, target, view);
      if (reasons.isEmpty()) {
        passed.add(target);
      } else {
        filtered.add(filtered(target, reasons));
      }
    }
    avoidWhereItJustFailed(question, passed, filtered);
    filtered.sort(Comparator.comparing(FilteredTarget::target));
    List<Candidate> candidates = scored(question, passed, view);
    return new Decision(
        question.attempt(),
        policy.name(),
        view.digest(),
        question.askedAt(),
        intent(question),
        question.spec().runtime(),
        candidates.isEmpty() ? null : candidates.getFirst().target(),
        candidates,
        filtered);
  }

  /** Whether time alone may lift what stands against some target. */
  public static boolean mayFitLater(Decision decision) {
    return decision.filtered().stream()
        .anyMatch(target -> target.reasons().stream().allMatch(FilterReason::passing));
  }

  private static List<FilterReason> refusals(Question question, Target target, FleetView view) {
    var reading = view.reading(target.id()).orElse(null);
    return Filters.ALL.stream()
        .map(filter -> filter.refusal(question, target, reading))
        .flatMap(Optional::stream)
        .toList();
  }

  private static void avoidWhereItJustFailed(
      Question question, List<Target> passed, List<FilteredTarget> filtered) {
    List<Target> repeats =
        passed.stream().filter(t -> Filters.justFailed(question, t).isPresent()).toList();
    if (repeats.size() == passed.size()) {
      return;
    }
    for (Target target : repeats) {
      String reason = Filters.justFailed(question, target).orElseThrow();
      filtered.add(filtered(target, List.of(new FilterReason(Filters.JUST_FAILED, reason, true))));
    }
    passed.removeAll(repeats);
  }

  private List<Candidate> scored(Question question, List<Target> passed, FleetView view) {
    Double cheapest =
        passed.stream()
            .map(t -> Pricing.perHour(question.spec(), t, view.reading(t.id()).orElse(null)))
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
    Scoring scoring = new Scoring(policy, question, intent(question), cheapest);
    List<Candidate> candidates =
        passed.stream()
            .map(t -> scoring.candidate(t, view.reading(t.id()).orElse(null)))
            .sorted(BEST_FIRST)
            .toList();
    List<Candidate> bounded = new ArrayList<>(candidates.size());
    for (Candidate candidate : candidates) {
      bounded.add(
          bounded.size() < Decision.CANDIDATES_WITH_PARTS ? candidate : withoutParts(candidate));
    }
    return bounded;
  }

  private static Candidate withoutParts(Candidate c) {
    return new Candidate(c.target(), c.model(), c.dialect(), c.score(), List.of());
  }

  private static FilteredTarget filtered(Target target, List<FilterReason> reasons) {
    return new FilteredTarget(target.id(), target.model(), target.dialect(), reasons);
  }

  private static Intent intent(Question question) {
    @Nullable Intent said = question.spec().intent();
    return said == null ? Intent.PRODUCTION : said;
  }
}
