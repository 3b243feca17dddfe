package dev.berth.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link JobSpec} by what differs from its defaults, or from another spec. Each method's
 * argument is the component of that name, with its meaning and bounds.
 */
public final class JobSpecBuilder {

  private final JobId id;
  private @Nullable JobRuntime runtime;
  private String entrypoint;
  private @Nullable List<String> arguments;
  private @Nullable Map<String, String> environment;
  private @Nullable String image;
  private @Nullable Resources resources;
  private @Nullable Workers workers;
  private boolean gang;
  private @Nullable Interconnect interconnect;
  private @Nullable List<DatasetLocation> data;
  private @Nullable Intent intent;
  private @Nullable Constraints constraints;
  private @Nullable Duration maximumDuration;
  private @Nullable Instant deadline;
  private @Nullable Integer priority;
  private @Nullable String team;
  private @Nullable String checkpoint;
  private @Nullable Map<FailureCategory, RetryBudget> budgets;
  private boolean overlap;

  JobSpecBuilder(JobId id, String entrypoint) {
    this.id = id;
    this.entrypoint = entrypoint;
  }

  JobSpecBuilder(JobId id, JobSpec like) {
    this(id, like.entrypoint());
    this.runtime = like.runtime();
    this.arguments = like.arguments();
    this.environment = like.environment();
    this.image = like.image();
    this.resources = like.resources();
    this.workers = like.workers();
    this.gang = like.gang();
    this.interconnect = like.interconnect();
    this.data = like.data();
    this.intent = like.intent();
    this.constraints = like.constraints();
    this.maximumDuration = like.maximumDuration();
    this.deadline = like.deadline();
    this.priority = like.priority();
    this.team = like.team();
    this.checkpoint = like.checkpoint();
    this.budgets = like.budgets();
    this.overlap = like.overlap();
  }

  /** See {@link JobSpec#runtime}. */
  public JobSpecBuilder runtime(JobRuntime runtime) {
    this.runtime = runtime;
    return this;
  }

  /** See {@link JobSpec#entrypoint}. */
  public JobSpecBuilder entrypoint(String entrypoint) {
    this.entrypoint = entrypoint;
    return this;
  }

  /** See {@link JobSpec#arguments}. */
  public JobSpecBuilder arguments(List<String> arguments) {
    this.arguments = arguments;
    return this;
  }

  /** See {@link JobSpec#environment}. */
  public JobSpecBuilder environment(Map<String, String> environment) {
    this.environment = environment;
    return this;
  }

  /** See {@link JobSpec#image}. */
  public JobSpecBuilder image(@Nullable String image) {
    this.image = image;
    return this;
  }

  /** See {@link JobSpec#resources}. */
  public JobSpecBuilder resources(Resources resources) {
    this.resources = resources;
    return this;
  }

  /** See {@link JobSpec#workers}. */
  public JobSpecBuilder workers(Workers workers) {
    this.workers = workers;
    return this;
  }

  /** See {@link JobSpec#gang}. */
  public JobSpecBuilder gang(boolean gang) {
    this.gang = gang;
    return this;
  }

  /** See {@link JobSpec#interconnect}. */
  public JobSpecBuilder interconnect(@Nullable Interconnect interconnect) {
    this.interconnect = interconnect;
    return this;
  }

  /** See {@link JobSpec#data}. */
  public JobSpecBuilder data(List<DatasetLocation> data) {
    this.data = data;
    return this;
  }

  /** See {@link JobSpec#intent}. */
  public JobSpecBuilder intent(@Nullable Intent intent) {
    this.intent = intent;
    return this;
  }

  /** See {@link JobSpec#constraints}. */
  public JobSpecBuilder constraints(Constraints constraints) {
    this.constraints = constraints;
    return this;
  }

  /** See {@link JobSpec#maximumDuration}. */
  public JobSpecBuilder maximumDuration(@Nullable Duration maximumDuration) {
    this.maximumDuration = maximumDuration;
    return this;
  }

  /** See {@link JobSpec#deadline}. */
  public JobSpecBuilder deadline(@Nullable Instant deadline) {
    this.deadline = deadline;
    return this;
  }

  /** See {@link JobSpec#priority}. */
  public JobSpecBuilder priority(int priority) {
    this.priority = priority;
    return this;
  }

  /** See {@link JobSpec#team}. */
  public JobSpecBuilder team(String team) {
    this.team = team;
    return this;
  }

  /** See {@link JobSpec#checkpoint}. */
  public JobSpecBuilder checkpoint(@Nullable String checkpoint) {
    this.checkpoint = checkpoint;
    return this;
  }

  /** See {@link JobSpec#budgets}. */
  public JobSpecBuilder budgets(Map<FailureCategory, RetryBudget> budgets) {
    this.budgets = budgets;
    return this;
  }

  /** See {@link JobSpec#overlap}. */
  public JobSpecBuilder overlap(boolean overlap) {
    this.overlap = overlap;
    return this;
  }

  /** The spec; what was not said is as in a request that does not say it. */
  @SuppressWarnings("NullAway") // the record fills in what is null
  public JobSpec build() {
    return new JobSpec(
        id,
        runtime,
        entrypoint,
        arguments,
        environment,
        image,
        resources,
        workers,
        gang,
        interconnect,
        data,
        intent,
        constraints,
        maximumDuration,
        deadline,
        priority,
        team,
        checkpoint,
        budgets,
        overlap);
  }
}
