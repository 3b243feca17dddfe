package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * A request was not taken.
 *
 * @param job the id that was asked for
 * @param cause why
 * @param violations each field that is wrong; for a conflict, the id
 */
@RegisterForReflection
public record JobRefused(JobId job, RefusalCause cause, List<Violation> violations)
    implements DecisionEvent {

  /** Copies the violations. */
  public JobRefused {
    violations = List.copyOf(violations);
  }

  @Override
  public JobId jobId() {
    return job;
  }
}
