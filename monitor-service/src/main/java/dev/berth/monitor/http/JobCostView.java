package dev.berth.monitor.http;

import dev.berth.monitor.JobCost;
import dev.berth.monitor.JobState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What all attempts of a job cost together, in US dollars, to the millionth.
 *
 * @param soFar of those whose price is known
 * @param estimated the same when those that are not released have run for as long as they may, or
 *     null if that has no bound
 * @param whole whether no attempt is left out for want of a price
 */
@RegisterForReflection
public record JobCostView(double soFar, @Nullable Double estimated, boolean whole) {

  static @Nullable JobCostView of(JobState job, Instant now) {
    JobCost cost = JobCost.of(job, now);
    return cost == null
        ? null
        : new JobCostView(
            CostView.rounded(cost.soFar()),
            cost.estimated() == null ? null : CostView.rounded(cost.estimated()),
            cost.whole());
  }
}
