package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A target that at least one filter refused.
 *
 * @param target which target
 * @param model its deployment model
 * @param dialect its dialect, such as {@code eks}
 * @param reasons every filter's reason, in the order of the filters, at least one
 */
@RegisterForReflection
public record FilteredTarget(
    TargetId target, DeploymentModel model, String dialect, List<FilterReason> reasons) {

  /** Copies the reasons. */
  public FilteredTarget {
    reasons = List.copyOf(reasons);
  }
}
