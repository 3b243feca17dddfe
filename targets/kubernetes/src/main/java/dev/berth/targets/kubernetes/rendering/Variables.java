package dev.berth.targets.kubernetes.rendering;

import dev.berth.targets.api.Submission;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a job's processes find in their environment. */
final class Variables {

  private static final String INDEX =
      "metadata.annotations['batch.kubernetes.io/job-completion-index']";

  private Variables() {}

  /** What all processes of an attempt find, ordered by name. */
  static List<EnvVar> of(Submission submission, CheckpointPlace place, int workers) {
    Map<String, String> variables = new TreeMap<>(submission.spec().environment());
    variables.put("BERTH_JOB", submission.attempt().job().value());
    variables.put("BERTH_ATTEMPT", submission.attempt().toString());
    variables.put("BERTH_CHECKPOINT_DIR", place.told());
    variables.put("BERTH_RESUMED", Boolean.toString(submission.resumed()));
    variables.put("BERTH_WORLD_SIZE", Integer.toString(workers));
    if (submission.traceparent() != null) {
      variables.put("TRACEPARENT", submission.traceparent());
    }
    List<EnvVar> all = new ArrayList<>();
    variables.forEach((name, value) -> all.add(fixed(name, value)));
    return all;
  }

  static EnvVar fixed(String name, String value) {
    return new EnvVar(name, Quoting.literal(value), null);
  }

  /** The worker's number, as the Job controller writes it on its pod. */
  static EnvVar rank() {
    return new EnvVarBuilder()
        .withName("BERTH_RANK")
        .withNewValueFrom()
        .withNewFieldRef()
        .withFieldPath(INDEX)
        .endFieldRef()
        .endValueFrom()
        .build();
  }
}
