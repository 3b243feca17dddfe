package dev.berth.testing.live;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Constraints;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Resources;
import dev.berth.contracts.RetryBudget;
import dev.berth.contracts.TargetId;
import dev.berth.targets.kubernetes.live.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Jobs; of those that kwok plays, the environment says how long they run and how they end. */
public final class LiveJobs {

  private static final Resources SMALL = new Resources(0.1, 64, null);
  private static final Resources EIGHT_A100 = new Resources(1, 1024, new Accelerators("a100", 8));
  private static final int RETRIES = 20;

  /** Of a job that bears with machines that may be taken back. */
  static final Constraints PREEMPTIBLE =
      new Constraints(List.of(), List.of(), List.of(), List.of(), List.of(), null, true);

  private LiveJobs() {}

  /** Runs until its containers are ended. */
  static JobSpec forEver(String id) {
    return job(id, SMALL, Constraints.NONE, "forever", 0);
  }

  /** The same, with so many CPUs. */
  static JobSpec forEver(String id, double cpus) {
    return job(id, new Resources(cpus, 64, null), Constraints.NONE, "forever", 0);
  }

  /** Runs so long, such as {@code 5s}. */
  static JobSpec runningFor(String id, String time) {
    return job(id, SMALL, Constraints.NONE, time, 0);
  }

  /** Runs so long and fails. */
  static JobSpec failingAfter(String id, String time) {
    return job(id, SMALL, Constraints.NONE, time, 3);
  }

  /** Takes all accelerators of a machine for so long. */
  static JobSpec onAccelerators(String id, Constraints constraints, String time) {
    return job(id, EIGHT_A100, constraints, time, 0);
  }

  /** The example that trains, for nodes that run containers; half a second an epoch. */
  static JobSpec training(String id, int epochs) {
    return training(id, epochs, Constraints.NONE);
  }

  /** The same, on that target only. */
  public static JobSpec trainingOn(TargetId target, String id, int epochs) {
    return training(
        id,
        epochs,
        new Constraints(List.of(), List.of(), List.of(target), List.of(), List.of(), null, false));
  }

  private static JobSpec training(String id, int epochs, Constraints constraints) {
    return job(
        id,
        Cluster.IMAGE,
        List.of(
            "java",
            "-XX:TieredStopAtLevel=1",
            "/app/Train.java",
            "--epochs",
            Integer.toString(epochs),
            "--epoch-millis",
            "500"),
        Map.of(),
        new Resources(0.3, 512, null),
        constraints);
  }

  private static JobSpec job(
      String id, Resources resources, Constraints constraints, String time, int exitCode) {
    return job(
        id,
        "train:1",
        List.of("train"),
        Map.of("LIVE_RUN_FOR", time, "LIVE_EXIT_CODE", Integer.toString(exitCode)),
        resources,
        constraints);
  }

  private static JobSpec job(
      String id,
      String image,
      List<String> command,
      Map<String, String> environment,
      Resources resources,
      Constraints constraints) {
    return JobSpec.of(new JobId(id), command.getFirst())
        .runtime(JobRuntime.CONTAINER)
        .arguments(command.subList(1, command.size()))
        .environment(environment)
        .image(image)
        .resources(resources)
        .constraints(constraints)
        .team("testing")
        .budgets(budgets())
        .build();
  }

  /** One retry of a program that fails by itself, and as many as it takes of everything else. */
  private static Map<FailureCategory, RetryBudget> budgets() {
    return Stream.of(FailureCategory.values())
        .collect(
            Collectors.toMap(
                category -> category,
                category ->
                    new RetryBudget(
                        category == FailureCategory.APPLICATION ? 1 : RETRIES,
                        Duration.ofMillis(200),
                        Duration.ofSeconds(3))));
  }
}
