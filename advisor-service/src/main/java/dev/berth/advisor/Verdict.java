package dev.berth.advisor;

import dev.berth.contracts.Candidate;
import dev.berth.contracts.Decision;
import dev.berth.contracts.FilteredTarget;
import dev.berth.contracts.TargetId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a need is met best, and why.
 *
 * @param need what was asked for
 * @param policy the policy's name
 * @param fleet the view's digest
 * @param candidates those that passed, best first
 * @param filtered those that did not, by target id
 */
record Verdict(
    Need need,
    String policy,
    String fleet,
    List<Candidate> candidates,
    List<FilteredTarget> filtered) {

  /** Copies the lists; every decision made of it then holds the same ones. */
  Verdict {
    candidates = List.copyOf(candidates);
    filtered = List.copyOf(filtered);
  }

  Decision decision(Question question) {
    @Nullable TargetId chosen = candidates.isEmpty() ? null : candidates.getFirst().target();
    return new Decision(
        question.attempt(),
        policy,
        fleet,
        question.askedAt(),
        need.intent(),
        need.runtime(),
        chosen,
        candidates,
        filtered);
  }
}
