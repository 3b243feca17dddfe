package dev.berth.advisor;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Candidate;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.Factor;
import dev.berth.contracts.QueueWait;
import dev.berth.contracts.ScorePart;
import dev.berth.contracts.TargetObserved;
import dev.berth.targets.api.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rates one target over the matrix. Where something is known of the target itself, that stands
 * instead of what the matrix says of its kind.
 */
final class Scoring {

  /** A queue wait that halves the setup time's rating. */
  private static final Duration WAIT_THAT_HALVES = Duration.ofMinutes(10);

  /** The rating of a target that has no room now and where nobody else waits for it. */
  private static final double FULL = 0.1;

  /**
   * How long whatever waits ahead is taken to keep a job waiting, where the target does not say. In
   * the log HPC2N-2002 of the Parallel Workloads Archive (its first 3,170 jobs, where about ten run
   * at once) a job waits between half a minute and six for each that waited when it came, by the
   * median of those that found equally many. What waits on Kubernetes is pods, several to a job;
   * hence near the lower end.
   */
  private static final Duration WAIT_FOR_EACH_WAITING = Duration.ofMinutes(1);

  private static final double PRECISION = 1e6;

  private final Policy policy;
  private final Need need;
  private final @Nullable Double cheapest;

  /**
   * @param cheapest the lowest price of all that passed the filters, which others are rated
   *     against, or null if none has a price
   */
  Scoring(Policy policy, Need need, @Nullable Double cheapest) {
    this.policy = policy;
    this.need = need;
    this.cheapest = cheapest;
  }

  Candidate candidate(Target target, @Nullable TargetObserved reading) {
    List<ScorePart> parts = new ArrayList<>(Factor.values().length);
    double score = 0;
    for (Factor factor : Factor.values()) {
      Rating rating = rating(factor, target, reading);
      double weight = policy.weight(need.intent(), factor);
      double contribution = rounded(rating.value() * weight);
      parts.add(
          new ScorePart(factor, rounded(rating.value()), weight, contribution, rating.word()));
      score += contribution;
    }
    Double price = Pricing.perHour(need, target, reading);
    return new Candidate(
        target.id(),
        target.model(),
        target.dialect(),
        rounded(score),
        price == null ? null : rounded(price),
        parts);
  }

  private Rating rating(Factor factor, Target target, @Nullable TargetObserved reading) {
    Rating table = policy.rating(target.model(), factor, need.intent());
    return switch (factor) {
      case SETUP_TIME -> setupTime(table, target, reading);
      case COST -> cost(table, target, reading);
      case FAULT_TOLERANCE -> faultTolerance(table, reading);
      case SCALING, COMPLEXITY, THROUGHPUT, FLEXIBILITY, FITNESS -> table;
    };
  }

  private Rating setupTime(Rating table, Target target, @Nullable TargetObserved reading) {
    if (reading == null) {
      return table;
    }
    QueueWait sized = Queueing.of(need, target, reading.capacity());
    if (sized != null) {
      return new Rating(
          "queue wait %s of %s for %d nodes"
              .formatted(sized.duration(), sized.queue(), sized.nodes()),
          after(sized.duration()));
    }
    Duration wait = reading.queueWait();
    if (wait != null) {
      return new Rating("queue wait " + wait, after(wait));
    }
    Capacity capacity = reading.capacity();
    if (capacity == null) {
      return table;
    }
    Rating room =
        hasRoom(need, capacity)
            ? new Rating("room now", 1)
            : new Rating("no room now", Math.min(FULL, table.value()));
    return behind(room, capacity.waiting());
  }

  /** Who waits already goes first: the room that there is, or the next, may be theirs. */
  private static Rating behind(Rating room, @Nullable Integer waiting) {
    return waiting == null || waiting <= 0
        ? room
        : new Rating(
            room.word() + ", " + waiting + " waiting",
            room.value() * after(WAIT_FOR_EACH_WAITING.multipliedBy(waiting)));
  }

  /** From 1 without a wait towards 0. */
  private static double after(Duration wait) {
    return 1 / (1 + (double) wait.toMillis() / WAIT_THAT_HALVES.toMillis());
  }

  private static boolean hasRoom(Need need, Capacity capacity) {
    int workers = need.workers().min();
    Accelerators wanted = need.resources().accelerators();
    return capacity.attemptsLive() < capacity.attemptsMaximum()
        && capacity.cpusFree() >= workers * need.resources().cpus()
        && capacity.memoryFreeMiB() >= workers * need.resources().memoryMiB()
        && (wanted == null
            || capacity.accelerators().stream()
                .anyMatch(has ->
                    has.kind().equals(wanted.kind())
                        && has.free() >= (long) workers * wanted.count()));
  }

  private Rating cost(Rating table, Target target, @Nullable TargetObserved reading) {
    Double price = Pricing.perHour(need, target, reading);
    if (price == null || cheapest == null) {
      return table;
    }
    return new Rating(
        Text.dollars(price) + " USD/h, cheapest " + Text.dollars(cheapest),
        price > cheapest ? cheapest / price : 1);
  }

  private static Rating faultTolerance(Rating table, @Nullable TargetObserved reading) {
    if (reading == null || reading.recentInfrastructureFailures() == 0) {
      return table;
    }
    int failures = reading.recentInfrastructureFailures();
    return new Rating(
        table.word() + ", " + failures + " failures within the hour",
        table.value() / (1 + failures));
  }

  private static double rounded(double value) {
    return Math.round(value * PRECISION) / PRECISION;
  }
}
