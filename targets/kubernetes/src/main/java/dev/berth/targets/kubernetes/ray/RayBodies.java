package dev.berth.targets.kubernetes.ray;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.SpecHash;
import dev.berth.targets.api.Submission;
import dev.berth.targets.kubernetes.rendering.Marks;
import dev.berth.targets.kubernetes.rendering.Quoting;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What is asked of Ray's head for an attempt. The program itself asks for no resources: Ray starts
 * it on the head at once, and what it runs there asks for what it needs; a program that waited for
 * resources could not be stopped until it had them.
 */
final class RayBodies {

  /** How long the attempt may run, in seconds; Ray itself knows no such bound. */
  static final String MAXIMUM_SECONDS = "berth.dev/maximum-seconds";

  private final TargetId target;
  private final RaySettings settings;

  RayBodies(TargetId target, RaySettings settings) {
    this.target = target;
    this.settings = settings;
  }

  /** Why it cannot run on a standing cluster, if it cannot. */
  Optional<String> unfit(JobSpec spec) {
    if (spec.runtime() != JobRuntime.RAY) {
      return Optional.of(
          "the runtime '%s' is none of a standing Ray cluster".formatted(spec.runtime()));
    }
    return spec.image() == null
        ? Optional.empty()
        : Optional.of(
            "image '%s': the nodes of a standing Ray cluster have theirs already"
                .formatted(spec.image()));
  }

  ObjectNode of(Submission submission) {
    JobSpec spec = submission.spec();
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("submission_id", submission.attempt().toString());
    body.put(
        "entrypoint",
        "exec " + Quoting.shellLine(spec.entrypoint(), spec.arguments()) + " </dev/null");
    ObjectNode environment = body.putObject("runtime_env");
    if (settings.workingDirectory() != null) {
      environment.put("working_dir", settings.workingDirectory());
    }
    variables(submission).forEach(environment.putObject("env_vars")::put);
    ObjectNode metadata = marks(body, submission.attempt());
    metadata.put(Marks.SPEC_HASH, SpecHash.of(spec));
    metadata.put(Marks.JOB, submission.attempt().job().value());
    if (submission.traceparent() != null) {
      metadata.put(Marks.TRACEPARENT, submission.traceparent());
    }
    if (spec.maximumDuration() != null) {
      metadata.put(MAXIMUM_SECONDS, Long.toString(spec.maximumDuration().toSeconds()));
    }
    return body;
  }

  /** A job that does nothing and keeps the id of a released attempt taken. */
  ObjectNode placeholder(AttemptId attempt) {
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("submission_id", attempt.toString());
    body.put("entrypoint", "true");
    marks(body, attempt).put(Marks.RELEASED, "true");
    return body;
  }

  private ObjectNode marks(ObjectNode body, AttemptId attempt) {
    ObjectNode metadata = body.putObject("metadata");
    metadata.put(Marks.MANAGED_BY, Marks.BERTH);
    metadata.put(Marks.TARGET, target.value());
    metadata.put(Marks.ATTEMPT, attempt.toString());
    return metadata;
  }

  private Map<String, String> variables(Submission submission) {
    JobSpec spec = submission.spec();
    Map<String, String> variables = new TreeMap<>(spec.environment());
    variables.put("BERTH_JOB", spec.id().value());
    variables.put("BERTH_ATTEMPT", submission.attempt().toString());
    variables.put(
        "BERTH_CHECKPOINT_DIR",
        spec.checkpoint() == null
            ? settings.checkpoints() + '/' + spec.id().value()
            : spec.checkpoint());
    variables.put("BERTH_RESUMED", Boolean.toString(submission.resumed()));
    variables.put("BERTH_WORLD_SIZE", Integer.toString(spec.workers().min()));
    // ray/dashboard/modules/job/job_supervisor.py: between SIGTERM and SIGKILL.
    variables.put("RAY_JOB_STOP_WAIT_TIME_S", Long.toString(settings.grace().toSeconds()));
    if (submission.traceparent() != null) {
      variables.put("TRACEPARENT", submission.traceparent());
    }
    return variables;
  }
}
