package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * Nothing in the fleet fits this attempt; the decision has every reason.
 *
 * @param attempt what could not be placed
 * @param spec what the job asks for
 * @param decision every target's reasons
 * @param mayFitLater whether some target was refused for passing reasons only, so that time alone
 *     may help
 */
@RegisterForReflection
public record JobUnplaceable(
    AttemptId attempt, JobSpec spec, Decision decision, boolean mayFitLater)
    implements DecisionEvent {
  @Override
  public JobId jobId() {
    return attempt.job();
  }
}
