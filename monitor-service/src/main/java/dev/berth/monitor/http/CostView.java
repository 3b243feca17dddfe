package dev.berth.monitor.http;

import dev.berth.contracts.JobSpec;
import dev.berth.monitor.AttemptState;
import dev.berth.monitor.Cost;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt costs, in US dollars, to the millionth.
 *
 * @param pricePerHour what its decision reckoned with, of the machines of all its workers
 * @param soFar until now, or until everything of it was released
 * @param estimated if it runs for as long as its job lets one attempt, or null if that has no bound
 */
@RegisterForReflection
public record CostView(double pricePerHour, double soFar, @Nullable Double estimated) {

  private static final double MILLIONTHS = 1e6;

  static @Nullable CostView of(AttemptState attempt, @Nullable JobSpec spec, Instant now) {
    Cost cost = Cost.of(attempt, spec, now);
    return cost == null || attempt.charge() == null
        ? null
        : new CostView(
            rounded(attempt.charge().pricePerHour()),
            rounded(cost.soFar()),
            cost.estimated() == null ? null : rounded(cost.estimated()));
  }

  static double rounded(double dollars) {
    return Math.round(dollars * MILLIONTHS) / MILLIONTHS;
  }
}
