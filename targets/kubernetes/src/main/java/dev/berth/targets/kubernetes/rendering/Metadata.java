package dev.berth.targets.kubernetes.rendering;

import dev.berth.contracts.TargetId;
import dev.berth.targets.api.Submission;
import dev.berth.targets.kubernetes.dialect.Dialect;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;

/** Names, labels and annotations of an attempt's objects. */
final class Metadata {

  // kueue.sigs.k8s.io/docs/tasks/run/jobs, .../workload_priority_class
  private static final String QUEUE = "kueue.x-k8s.io/queue-name";
  private static final String QUEUE_PRIORITY = "kueue.x-k8s.io/priority-class";

  private final TargetId target;
  private final ClusterSettings settings;
  private final Dialect dialect;

  Metadata(TargetId target, ClusterSettings settings, Dialect dialect) {
    this.target = target;
    this.settings = settings;
    this.dialect = dialect;
  }

  /** Of the object that bears the attempt's name. */
  ObjectMeta main(Submission submission) {
    Map<String, String> labels = Marks.labels(submission, target);
    if (settings.queue() != null) {
      labels.put(QUEUE, settings.queue());
      if (settings.queuePriority() != null) {
        labels.put(QUEUE_PRIORITY, settings.queuePriority());
      }
    }
    return named(submission, labels, Marks.annotations(submission));
  }

  /** Of what goes with it; no queue takes these for work. */
  ObjectMeta beside(Submission submission) {
    return named(submission, Marks.labels(submission, target), Marks.trace(submission));
  }

  private ObjectMeta named(
      Submission submission, Map<String, String> labels, Map<String, String> annotations) {
    return new ObjectMetaBuilder()
        .withName(submission.attempt().toString())
        .withNamespace(settings.namespace())
        .withLabels(labels)
        .withAnnotations(annotations)
        .build();
  }

  /** Of a pod's template. */
  ObjectMeta pod(Submission submission, String role) {
    Map<String, String> labels = Marks.labels(submission, target, role);
    if (settings.serviceAccount() != null) {
      labels.putAll(dialect.identity().podLabels());
    }
    return new ObjectMetaBuilder()
        .withLabels(labels)
        .withAnnotations(Marks.trace(submission))
        .build();
  }
}
