package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;

/**
 * How often and how soon Berth tries again after failures of one category.
 *
 * @param retries further attempts after the first failure of that category, from 0 to 1,000
 * @param backoff the wait before the first of them, from 0 to 24 hours; it doubles with every
 *     further one
 * @param maximumBackoff what the doubling ends at, from {@code backoff} to 24 hours
 */
@RegisterForReflection
public record RetryBudget(int retries, Duration backoff, Duration maximumBackoff) {

  /**
   * The budget of a category of which the job says nothing: a program's own error is tried once
   * more, what the target did to it more often, what cannot work not at all. A hundred allocations
   * of a day each make the longest training in one chain that anybody plans.
   */
  public static RetryBudget defaultOf(FailureCategory category) {
    return switch (category) {
      case APPLICATION -> new RetryBudget(1, Duration.ofSeconds(10), Duration.ofMinutes(5));
      case PREEMPTED -> new RetryBudget(20, Duration.ofSeconds(1), Duration.ofMinutes(5));
      case WALLTIME -> new RetryBudget(100, Duration.ofSeconds(1), Duration.ofSeconds(10));
      case INFRASTRUCTURE -> new RetryBudget(5, Duration.ofSeconds(1), Duration.ofMinutes(5));
      case CAPACITY -> new RetryBudget(10, Duration.ofSeconds(10), Duration.ofMinutes(15));
      case CONFIGURATION -> new RetryBudget(0, Duration.ZERO, Duration.ZERO);
    };
  }
}
