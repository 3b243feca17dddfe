package dev.berth.monitor;

import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.JobSpec;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt costs, in US dollars: the price that its decision reckoned with, of the machines
 * of all its workers, times how long it has them. A provider's bill is not asked; it rounds, and
 * charges for disks and traffic besides.
 *
 * @param soFar from when it had what is charged for until all of it was confirmed released, or now
 * @param estimated if it runs for as long as its job lets one attempt; null where that has no bound
 */
public record Cost(double soFar, @Nullable Double estimated) {

  private static final double MILLIS_OF_HOUR = Duration.ofHours(1).toMillis();

  /** What it costs at that moment; null if its price is not known. */
  public static @Nullable Cost of(AttemptState attempt, @Nullable JobSpec spec, Instant now) {
    AttemptState.Charge charge = attempt.charge();
    if (charge == null) {
      return null;
    }
    Instant since = heldSince(attempt, charge.model());
    Instant until = attempt.releasedAt() == null ? now : attempt.releasedAt();
    double soFar =
        since == null || !until.isAfter(since)
            ? 0
            : charge.pricePerHour() * hours(Duration.between(since, until));
    Duration longest = spec == null ? null : spec.maximumDuration();
    return new Cost(soFar, longest == null ? null : charge.pricePerHour() * hours(longest));
  }

  /**
   * The most that it is expected to come to: what it was estimated at, or more if it took longer.
   */
  @Nullable Double expected(boolean closed) {
    if (closed) {
      return soFar;
    }
    return estimated == null ? null : Double.valueOf(Math.max(soFar, estimated));
  }

  /**
   * Machines are an attempt's own from when it got them, also if it was refused then. Elsewhere
   * what waits in a queue holds nothing; of what ended before it was ever seen running, all of the
   * time counts.
   */
  private static @Nullable Instant heldSince(AttemptState attempt, DeploymentModel model) {
    AttemptState.Taken taken = attempt.taken();
    if (taken == null) {
      return attempt.heldSince() == null ? attempt.runningSince() : attempt.heldSince();
    }
    return switch (model) {
      case VIRTUAL_MACHINES -> attempt.heldSince() == null ? taken.at() : attempt.heldSince();
      case MANAGED_KUBERNETES, SELF_HOSTED_KUBERNETES, HPC ->
          attempt.runningSince() == null && attempt.isRan() ? taken.at() : attempt.runningSince();
    };
  }

  private static double hours(Duration duration) {
    return duration.toMillis() / MILLIS_OF_HOUR;
  }
}
