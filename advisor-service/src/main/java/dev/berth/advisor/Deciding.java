package dev.berth.advisor;

import dev.berth.contracts.Candidate;
import dev.berth.contracts.Decision;
import dev.berth.contracts.FilterReason;
import dev.berth.contracts.FilteredTarget;
import dev.berth.targets.api.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides where an attempt runs. Pure: the same question, view and policy give the same decision,
 * byte for byte, whatever order the fleet is listed in.
 *
 * @param policy how targets are weighed
 */
public record Deciding(Policy policy) {

  /**
   * How many refused targets keep every reason; each of the others keeps its first, so that a
   * record's size has a bound.
   */
  static final int FILTERED_WITH_ALL_REASONS = 50;

  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::target);

  /** Filters, scores, and keeps the reasons. */
  public Decision decide(Question question, FleetView view) {
    return verdict(Need.of(question), view).decision(question);
  }

  /** The same for every job of that need. */
  Verdict verdict(Need need, FleetView view) {
    List<Target> passed = new ArrayList<>();
    List<FilteredTarget> filtered = new ArrayList<>();
    for (Target target : view.fleet().targets()) {
      List<FilterReason> reasons = refusals(need, target, view);
      if (reasons.isEmpty()) {
        passed.add(target);
      } else {
        filtered.add(filtered(target, reasons));
      }
    }
    avoidWhereItWouldRepeat(need, passed, filtered);
    filtered.sort(Comparator.comparing(FilteredTarget::target));
    return new Verdict(
        need, policy.name(), view.digest(), scored(need, passed, view), bounded(filtered));
  }

  /** Whether time alone may lift what stands against some target. */
  public static boolean mayFitLater(Decision decision) {
    return decision.filtered().stream()
        .anyMatch(target -> target.reasons().stream().allMatch(FilterReason::passing));
  }

  private static List<FilterReason> refusals(Need need, Target target, FleetView view) {
    var reading = view.reading(target.id()).orElse(null);
    List<FilterReason> reasons = new ArrayList<>(0);
    for (Filter filter : Filters.ALL) {
      filter.refusal(need, target, reading).ifPresent(reasons::add);
    }
    return reasons;
  }

  private static void avoidWhereItWouldRepeat(
      Need need, List<Target> passed, List<FilteredTarget> filtered) {
    if (passed.size() < 2) {
      return;
    }
    passed.removeIf(target -> {
      var refusal = Repeating.refusal(need, target);
      refusal.ifPresent(reason -> filtered.add(filtered(target, List.of(reason))));
      return refusal.isPresent();
    });
  }

  private List<Candidate> scored(Need need, List<Target> passed, FleetView view) {
    Scoring scoring = new Scoring(policy, need, cheapest(need, passed, view));
    List<Candidate> candidates = new ArrayList<>(passed.size());
    for (Target target : passed) {
      candidates.add(scoring.candidate(target, view.reading(target.id()).orElse(null)));
    }
    candidates.sort(BEST_FIRST);
    for (int i = Decision.CANDIDATES_WITH_PARTS; i < candidates.size(); i++) {
      Candidate c = candidates.get(i);
      candidates.set(
          i,
          new Candidate(
              c.target(), c.model(), c.dialect(), c.score(), c.pricePerHour(), List.of()));
    }
    return candidates;
  }

  private static @Nullable Double cheapest(Need need, List<Target> passed, FleetView view) {
    Double cheapest = null;
    for (Target target : passed) {
      Double price = Pricing.perHour(need, target, view.reading(target.id()).orElse(null));
      if (price != null && (cheapest == null || price < cheapest)) {
        cheapest = price;
      }
    }
    return cheapest;
  }

  /** Filters ask for facts first, so a first reason that may pass says that all may. */
  private static List<FilteredTarget> bounded(List<FilteredTarget> filtered) {
    for (int i = FILTERED_WITH_ALL_REASONS; i < filtered.size(); i++) {
      FilteredTarget f = filtered.get(i);
      filtered.set(
          i,
          new FilteredTarget(f.target(), f.model(), f.dialect(), List.of(f.reasons().getFirst())));
    }
    return filtered;
  }

  private static FilteredTarget filtered(Target target, List<FilterReason> reasons) {
    return new FilteredTarget(target.id(), target.model(), target.dialect(), reasons);
  }
}
