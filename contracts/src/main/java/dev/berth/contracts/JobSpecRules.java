package dev.berth.contracts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a job spec has to keep and its schema cannot say: one named rule each. */
enum JobSpecRules {
  /** {@code workers.max} is at least {@code workers.min}. */
  WORKERS_IN_ORDER((spec, broken) -> {
    Workers workers = spec.workers();
    if (workers.max() < workers.min()) {
      broken.add("workers.max", workers.max(), "is below workers.min %d".formatted(workers.min()));
    }
  }),

  /** {@code maximumDuration} is from 1 second to 365 days. */
  DURATION_WITHIN_A_YEAR((spec, broken) ->
      broken.unlessWithin(
          "maximumDuration", spec.maximumDuration(), Duration.ofSeconds(1), Duration.ofDays(365))),

  /** {@code backoff} and {@code maximumBackoff} of each budget are from 0 to 24 hours. */
  BACKOFF_WITHIN_A_DAY((spec, broken) -> {
    for (Map.Entry<FailureCategory, RetryBudget> entry : spec.budgets().entrySet()) {
      String field = "budgets." + entry.getKey();
      Duration day = Duration.ofHours(24);
      RetryBudget budget = entry.getValue();
      broken.unlessWithin(field + ".backoff", budget.backoff(), Duration.ZERO, day);
      broken.unlessWithin(field + ".maximumBackoff", budget.maximumBackoff(), Duration.ZERO, day);
    }
  }),

  /** Each budget's {@code maximumBackoff} is at least its {@code backoff}. */
  BACKOFFS_IN_ORDER((spec, broken) -> {
    for (Map.Entry<FailureCategory, RetryBudget> entry : spec.budgets().entrySet()) {
      RetryBudget budget = entry.getValue();
      if (budget.maximumBackoff().compareTo(budget.backoff()) < 0) {
        broken.add(
            "budgets." + entry.getKey() + ".maximumBackoff",
            '"' + budget.maximumBackoff().toString() + '"',
            "is below the backoff " + budget.backoff());
      }
    }
  }),

  /** Neither {@code data[].uri} nor {@code checkpoint} has a password in it. */
  NO_PASSWORD_IN_AN_ADDRESS((spec, broken) -> {
    for (int i = 0; i < spec.data().size(); i++) {
      broken.ifPassword("data[" + i + "].uri", spec.data().get(i).uri());
    }
    broken.ifPassword("checkpoint", spec.checkpoint());
  });

  // Every event that carries the spec is kept for weeks and read by many.
  private static final Pattern PASSWORD =
      Pattern.compile("[a-zA-Z][-+.a-zA-Z0-9]*://[^/@]*:[^/@]+@.*");

  @SuppressWarnings("ImmutableEnumChecker") // a lambda that holds nothing
  private final BiConsumer<JobSpec, Broken> check;

  JobSpecRules(BiConsumer<JobSpec, Broken> check) {
    this.check = check;
  }

  /** Every rule that the spec breaks, by field. */
  static List<Violation> violations(JobSpec spec) {
    Broken broken = new Broken();
    for (JobSpecRules rule : values()) {
      rule.check.accept(spec, broken);
    }
    return broken.violations;
  }

  private static final class Broken {

    private final List<Violation> violations = new ArrayList<>();

    void add(String field, Object value, String bound) {
      violations.add(new Violation(field, value.toString(), field + ' ' + value + ' ' + bound));
    }

    void unlessWithin(String field, @Nullable Duration value, Duration least, Duration most) {
      if (value != null && (value.compareTo(least) < 0 || value.compareTo(most) > 0)) {
        add(field, '"' + value.toString() + '"', "is not within %s..%s".formatted(least, most));
      }
    }

    void ifPassword(String field, @Nullable String address) {
      if (address != null && PASSWORD.matcher(address).matches()) {
        violations.add(
            new Violation(
                field,
                "",
                field + " has a password in it; name where the secret is found instead"));
      }
    }
  }
}
