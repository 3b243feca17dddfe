package dev.berth.advisor;

import dev.berth.contracts.FilterReason;
import dev.berth.contracts.TargetObserved;
import dev.berth.targets.api.Target;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A named rule that a target has to pass.
 *
 * @param name as decisions name it
 * @param passing whether time alone may lift its refusal
 * @param rule the rule itself
 */
record Filter(String name, boolean passing, Rule rule) {

  /** Refuses a target with a reason, or answers null. */
  @FunctionalInterface
  interface Rule {
    @Nullable String refusal(Need need, Target target, @Nullable TargetObserved reading);
  }

  Optional<FilterReason> refusal(Need need, Target target, @Nullable TargetObserved reading) {
    String reason = rule.refusal(need, target, reading);
    return reason == null
        ? Optional.empty()
        : Optional.of(new FilterReason(name, Text.cut(reason), passing));
  }
}
