package dev.berth.testing.bench.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What the cluster itself takes until the Job of a failed pod is gone, with nobody but a client.
 */
final class BareFailures implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Ground ground;
  private final Played pods;

  /** In a namespace of its own, which nobody watches. */
  BareFailures(ApiServer server) {
    this.ground = new Ground(server);
    this.pods = new Played(ground);
  }

  /** From the acknowledged failure until the Job is seen gone, in nanoseconds. */
  long fail(String name) {
    Job job = ground.job(Submissions.of(name, 1, Submissions.SMALL).getFirst());
    KubernetesClient client = ground.client();
    client.resource(job).create();
    Pod pod =
        Objects.requireNonNull(
            client
                .pods()
                .inNamespace(ground.namespace())
                .withLabel("job-name", job.getMetadata().getName())
                .waitUntilCondition(
                    one -> one != null && "Running".equals(one.getStatus().getPhase()),
                    PATIENCE.toMillis(),
                    TimeUnit.MILLISECONDS));
    long failed = pods.fail(pod);
    var there =
        client
            .batch()
            .v1()
            .jobs()
            .inNamespace(ground.namespace())
            .withName(job.getMetadata().getName());
    there.withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    there.waitUntilCondition(Objects::isNull, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    return System.nanoTime() - failed;
  }

  @Override
  public void close() {
    ground.close();
  }
}
