package dev.berth.testing.bench.kubernetes;

import dev.berth.targets.api.Submission;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * Jobs that are the provisioner's but for one field, which keeps the Job controller away, and a
 * running pod of each: the same objects, without the minutes in which a cluster would make them.
 */
final class ManyObjects {

  private static final String NOBODY = "berth.test/nobody";
  private static final int PARALLEL = 32;

  private final Ground ground;
  private final Played played;
  private final AtomicLong jsonBytes = new AtomicLong();

  ManyObjects(Ground ground) {
    this.ground = ground;
    this.played = new Played(ground);
  }

  /**
   * Makes them all.
   *
   * @param made hears of each with its Job's UID; several at once
   */
  void make(List<Submission> submissions, BiConsumer<Submission, String> made)
      throws InterruptedException {
    Semaphore gate = new Semaphore(PARALLEL);
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Submission submission : submissions) {
        all.add(
            threads.submit(() -> {
              gate.acquireUninterruptibly();
              try {
                made.accept(submission, make(submission));
              } finally {
                gate.release();
              }
            }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an attempt was not made", e);
    }
  }

  /** The size of all of them as JSON. */
  double jsonBytes() {
    return jsonBytes.get();
  }

  private String make(Submission submission) {
    Job job = ground.job(submission);
    job.getSpec().setManagedBy(NOBODY);
    Job there = ground.client().resource(job).create();
    String name = there.getMetadata().getName();
    Pod pod =
        ground
            .client()
            .resource(
                new PodBuilder()
                    .withMetadata(job.getSpec().getTemplate().getMetadata())
                    .editMetadata()
                    .withName(name + "-x7k2p")
                    .withNamespace(ground.namespace())
                    .addNewOwnerReference()
                    .withApiVersion("batch/v1")
                    .withKind("Job")
                    .withName(name)
                    .withUid(there.getMetadata().getUid())
                    .withController(true)
                    .withBlockOwnerDeletion(true)
                    .endOwnerReference()
                    .addToLabels("batch.kubernetes.io/job-name", name)
                    .addToLabels("batch.kubernetes.io/controller-uid", there.getMetadata().getUid())
                    .endMetadata()
                    .withSpec(job.getSpec().getTemplate().getSpec())
                    .editSpec()
                    .withSchedulerName(NOBODY)
                    .endSpec()
                    .build())
            .create();
    Pod running = played.run(pod);
    jsonBytes.addAndGet(ground.jsonBytes(there) + ground.jsonBytes(running));
    return there.getMetadata().getUid();
  }
}
