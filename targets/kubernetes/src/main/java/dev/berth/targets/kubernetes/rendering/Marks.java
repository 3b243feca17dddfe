package dev.berth.targets.kubernetes.rendering;

import dev.berth.contracts.TargetId;
import dev.berth.targets.api.SpecHash;
import dev.berth.targets.api.Submission;
import java.util.Map;
import java.util.TreeMap;

/** The labels and annotations by which Berth's objects are known. */
public final class Marks {

  /** Label: whose object it is. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** The value of {@link #MANAGED_BY} on ours. */
  public static final String BERTH = "berth";

  /** Label: the job. */
  public static final String JOB = "berth.dev/job";

  /** Label: the attempt. */
  public static final String ATTEMPT = "berth.dev/attempt";

  /** Label: the target, since several may share a namespace. */
  public static final String TARGET = "berth.dev/target";

  /** Label: what a pod is, one of {@code worker}, {@code head}, {@code submitter}. */
  public static final String ROLE = "berth.dev/role";

  /** The value of {@link #ROLE} of the pod that prints what a Ray program prints. */
  public static final String SUBMITTER = "submitter";

  /** Label: a placeholder for the name of an attempt that was released. */
  public static final String RELEASED = "berth.dev/released";

  /** Annotation: the trace context. */
  public static final String TRACEPARENT = "berth.dev/traceparent";

  /** Annotation: a digest of the job's spec, by which a repeat is told from another job. */
  public static final String SPEC_HASH = "berth.dev/spec-hash";

  private static final String TEAM = "berth.dev/team";

  private Marks() {}

  static Map<String, String> labels(Submission submission, TargetId target) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(MANAGED_BY, BERTH);
    labels.put(JOB, submission.attempt().job().value());
    labels.put(ATTEMPT, submission.attempt().toString());
    labels.put(TARGET, target.value());
    labels.put(TEAM, submission.spec().team());
    return labels;
  }

  static Map<String, String> labels(Submission submission, TargetId target, String role) {
    Map<String, String> labels = labels(submission, target);
    labels.put(ROLE, role);
    return labels;
  }

  /** Of the object by which a repeat is known. */
  static Map<String, String> annotations(Submission submission) {
    Map<String, String> annotations = trace(submission);
    annotations.put(SPEC_HASH, SpecHash.of(submission.spec()));
    return annotations;
  }

  /** Of all others. */
  static Map<String, String> trace(Submission submission) {
    Map<String, String> annotations = new TreeMap<>();
    if (submission.traceparent() != null) {
      annotations.put(TRACEPARENT, submission.traceparent());
    }
    return annotations;
  }
}
