package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline asks for; immutable under its id. Only {@code id} and {@code entrypoint} have to
 * be said.
 *
 * <p>Its bounds are checked where it is asked for ({@link JobSpecReader}), so that one place names
 * the field.
 *
 * @param id the job's name
 * @param runtime what executes the entrypoint; Ray if not said
 * @param entrypoint the program to run, of 1 to 4,096 characters; for {@code container} it replaces
 *     the image's own
 * @param arguments its arguments, at most 1,000
 * @param environment further variables of its environment, at most 500; names that begin with
 *     {@code BERTH_} are refused, and so is what no target can take as a name
 * @param image the container image, for the runtimes {@code container} and {@code ray}; null for
 *     the target's default
 * @param resources what each worker needs
 * @param workers how many workers
 * @param gang whether all the {@code workers.min} must start together or not at all
 * @param interconnect the least that workers must be able to talk over, or null for any
 * @param data where the input lies, at most 100
 * @param intent what the job is for, or null for production
 * @param constraints what a target must or must not be
 * @param maximumDuration the longest that one attempt may run, from 1 second to 365 days; null for
 *     no bound
 * @param deadline when the job as a whole must have ended, or null; past it no further attempt is
 *     made and a running one is ended
 * @param priority from 0 (lowest) to 1,000; 500 if not said
 * @param team who is asked and charged, a DNS label; {@code default} if not said
 * @param checkpoint where checkpoints are kept for all attempts, a URI or a path on the target;
 *     null for the target's place
 * @param budgets retry budgets by failure category, each replacing {@link RetryBudget#defaultOf}
 * @param overlap whether a new attempt may start before the old one is confirmed released
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record JobSpec(
    JobId id,
    JobRuntime runtime,
    String entrypoint,
    List<String> arguments,
    Map<String, String> environment,
    @Nullable String image,
    Resources resources,
    Workers workers,
    boolean gang,
    @Nullable Interconnect interconnect,
    List<DatasetLocation> data,
    @Nullable Intent intent,
    Constraints constraints,
    @Nullable Duration maximumDuration,
    @Nullable Instant deadline,
    Integer priority,
    String team,
    @Nullable String checkpoint,
    Map<FailureCategory, RetryBudget> budgets,
    boolean overlap) {

  /** The middle of the priorities, for jobs that do not name theirs. */
  public static final int DEFAULT_PRIORITY = 500;

  /**
   * Fills in what was not said and copies the collections.
   *
   * @throws IllegalArgumentException if id or entrypoint is missing
   */
  @SuppressWarnings("NullAway") // absent in JSON arrives as null
  public JobSpec {
    if (id == null || entrypoint == null) {
      throw new IllegalArgumentException((id == null ? "id" : "entrypoint") + " is missing");
    }
    runtime = runtime == null ? JobRuntime.RAY : runtime;
    arguments = arguments == null ? List.of() : List.copyOf(arguments);
    environment = environment == null ? Map.of() : Ordered.copyOf(environment);
    resources = resources == null ? Resources.DEFAULT : resources;
    workers = workers == null ? Workers.ONE : workers;
    data = data == null ? List.of() : List.copyOf(data);
    constraints = constraints == null ? Constraints.NONE : constraints;
    priority = priority == null ? DEFAULT_PRIORITY : priority;
    team = team == null ? "default" : team;
    budgets = budgets == null ? Map.of() : Ordered.copyOf(budgets);
  }

  /** A spec of a job that says only this, to be added to. */
  public static JobSpecBuilder of(JobId id, String entrypoint) {
    return new JobSpecBuilder(id, entrypoint);
  }

  /** The same for another job, to be changed. */
  public JobSpecBuilder forJob(JobId other) {
    return new JobSpecBuilder(other, this);
  }

  /** The same, to be changed. */
  public JobSpecBuilder toBuilder() {
    return forJob(id);
  }

  /** The budget that holds for failures of this category: the job's own or the default. */
  public RetryBudget budget(FailureCategory category) {
    RetryBudget own = budgets.get(category);
    return own == null ? RetryBudget.defaultOf(category) : own;
  }
}
