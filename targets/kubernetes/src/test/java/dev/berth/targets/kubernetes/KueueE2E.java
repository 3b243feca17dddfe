package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.kubernetes.live.Account;
import dev.berth.targets.kubernetes.live.Cluster;
import dev.berth.targets.kubernetes.live.Quota;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With a real Kueue: a queue that has room for one of two attempts. */
class KueueE2E {

  @TempDir private Path folder;
  private Quota quota;
  private Ground ground;

  @BeforeEach
  void open() throws Exception {
    quota = new Quota(Cluster.YARD);
    ground = new Ground(Cluster.YARD, folder, settings("low"));
    quota.queue(ground.namespace, Quota.QUEUE);
  }

  @AfterEach
  void close() {
    ground.close();
    quota.close();
  }

  private Map<String, String> settings(String priority) {
    Map<String, String> settings = new HashMap<>(quota.settings(Quota.QUEUE, priority));
    settings.putAll(
        Map.of("ray-head-memory-mib", "512", "ray-head-cpus", "0.5", "queue-within", "PT12S"));
    return settings;
  }

  private static Submission wish(String job, JobRuntime runtime) {
    Map<String, Object> resources = Map.of("cpus", 2.5, "memoryMiB", 512);
    return runtime == JobRuntime.RAY
        ? Wishes.ray(job, "sleep 600", Map.of("resources", resources))
        : LiveCluster.submission(
            job,
            1,
            Map.of("resources", resources, "environment", Map.of("LIVE_RUN_FOR", "forever")));
  }

  private AttemptId submit(String job) throws Exception {
    return ground.submit(wish(job, JobRuntime.CONTAINER));
  }

  private AttemptId submitUrgent(String job) throws Exception {
    try (Driver urgent = ground.open(Account.PROVISIONER, settings("high"))) {
      Submission submission = wish(job, JobRuntime.CONTAINER);
      assertThat(urgent.submit(submission)).isInstanceOf(SubmitOutcome.Submitted.class);
      return submission.attempt();
    }
  }

  private GenericKubernetesResource main(AttemptId attempt, JobRuntime runtime) {
    NativeKind kind = runtime == JobRuntime.RAY ? NativeKind.RAY_JOB : NativeKind.JOB;
    return ground
        .client
        .genericKubernetesResources(kind.context())
        .inNamespace(ground.namespace)
        .withName(attempt.toString())
        .get();
  }

  /** Its place in the queue, and its quota, are somebody else's now. */
  private void releaseAll(AttemptId... attempts) throws Exception {
    for (AttemptId attempt : attempts) {
      ground.release(attempt);
    }
    assertThat(ground.monitor.find()).isEmpty();
    Ground.await().until(() -> quota.workloads(ground.namespace).isEmpty());
    Ground.await().until(ground.monitor::capacity, one -> Integer.valueOf(0).equals(one.waiting()));
  }

  @ParameterizedTest
  @EnumSource(
      value = JobRuntime.class,
      names = {"CONTAINER", "RAY"})
  void startsNothingBeforeKueueAdmitsIt(JobRuntime runtime) throws Exception {
    quota.stopPolicy("Hold");

    AttemptId attempt = ground.submit(wish("held", runtime));

    ground.await(
        attempt,
        Observation.Pending.class,
        seen -> seen.reason().contains("Kueue's queue: ") && seen.reason().contains("inactive"));
    GenericKubernetesResource held = main(attempt, runtime);
    assertThat(held.<Boolean>get("spec", "suspend")).isTrue();
    assertThat(held.getMetadata().getLabels())
        .containsEntry("kueue.x-k8s.io/queue-name", Quota.QUEUE)
        .containsEntry("kueue.x-k8s.io/priority-class", quota.name() + "-low");
    assertThat(ground.pods(attempt)).isEmpty();
    quota.stopPolicy("None");
    ground.await(attempt, Observation.Running.class);
    assertThat(quota.workloads(ground.namespace))
        .singleElement()
        .returns(10, workload -> workload.get("spec", "priority"));
    releaseAll(attempt);
  }

  @Test
  void isPreemptedRatherThanWaitingWhenItsPlaceIsTakenBack() throws Exception {
    AttemptId first = submit("first");
    ground.await(first, Observation.Running.class);
    AttemptId second = submit("second");
    ground.await(
        second,
        Observation.Pending.class,
        seen ->
            seen.reason().contains("Kueue's queue")
                && seen.reason().contains("insufficient unused quota"));
    Ground.await().until(() -> ground.monitor.capacity().waiting(), Integer.valueOf(1)::equals);

    AttemptId urgent = submitUrgent("urgent");

    assertPreempted(first, "Preempted");
    ground.await(urgent, Observation.Running.class);
    releaseAll(first, second, urgent);
  }

  @Test
  void isPreemptedAsARayJobToo() throws Exception {
    AttemptId first = ground.submit(wish("first", JobRuntime.RAY));
    ground.await(first, Observation.Running.class);

    AttemptId urgent = submitUrgent("urgent");

    assertPreempted(first, "Preempted");
    ground.await(urgent, Observation.Running.class);
    releaseAll(first, urgent);
  }

  @Test
  void isPreemptedWhenTheQueueIsDrained() throws Exception {
    AttemptId attempt = submit("drained");
    ground.await(attempt, Observation.Running.class);

    quota.stopPolicy("HoldAndDrain");

    assertPreempted(attempt, "ClusterQueueStopped");
    releaseAll(attempt);
  }

  private void assertPreempted(AttemptId attempt, String why) {
    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.PREEMPTED, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("Kueue took its place back", why);
  }

  /** There is room for one of the three: none of them starts. */
  @Test
  void failsAGangForWantOfCapacityWhenItIsHeldTooLong() throws Exception {
    AttemptId first = submit("first");
    ground.await(first, Observation.Running.class);

    AttemptId gang =
        ground.submit(
            LiveCluster.submission(
                "gang", 3, Map.of("gang", true, "resources", Map.of("cpus", 1, "memoryMiB", 512))));

    ground.await(
        gang,
        Observation.Pending.class,
        seen -> seen.reason().contains("insufficient unused quota for cpu"));
    assertThat(ground.await(gang, Observation.Failed.class))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("Kueue gave it no place within PT12S", "insufficient unused quota for cpu");
    assertThat(ground.pods(gang)).isEmpty();
    assertThat(ground.seen(first)).isInstanceOf(Observation.Running.class);
    releaseAll(gang, first);
  }

  /** Such as a cluster that must grow first: quota alone is no place. */
  @Test
  void failsForWantOfCapacityWhenNobodyAgreesThatItStarts() throws Exception {
    quota.wantsConsent();

    AttemptId attempt = submit("unapproved");

    ground.await(
        attempt,
        Observation.Pending.class,
        seen -> seen.reason().contains("the admission check " + quota.name()));
    assertThat(ground.await(attempt, Observation.Failed.class))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("within PT12S", quota.name());
    releaseAll(attempt);
  }

  @Test
  void failsAtOnceWhenThereIsNoSuchQueue() throws Exception {
    Map<String, String> settings = new HashMap<>(settings("low"));
    settings.put("queue", "missing");
    Submission nowhere = wish("nowhere", JobRuntime.CONTAINER);
    try (Driver lost = ground.open(Account.PROVISIONER, settings)) {
      assertThat(lost.submit(nowhere)).isInstanceOf(SubmitOutcome.Submitted.class);
    }

    assertThat(ground.await(nowhere.attempt(), Observation.Failed.class))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category)
        .extracting(Observation.Failed::reason)
        .asString()
        .contains("missing");
    releaseAll(nowhere.attempt());
  }

  /** Kueue takes what holds the names of released attempts for work there; it takes no room. */
  @Test
  void releasesThoughTheNamespaceHasADefaultQueue() throws Exception {
    quota.queue(ground.namespace, "default");
    List<AttemptId> attempts = List.of(submit("one"), ground.submit(wish("two", JobRuntime.RAY)));

    for (AttemptId attempt : attempts) {
      ground.release(attempt);
    }
    AttemptId next = submit("next");

    ground.await(next, Observation.Running.class);
    ground.release(next);
    assertThat(ground.monitor.find()).isEmpty();
    assertThat(ground.client.pods().inNamespace(ground.namespace).list().getItems()).isEmpty();
  }

  @Test
  void runsAnElasticRayJobToo() throws Exception {
    AttemptId attempt =
        ground.submit(
            Wishes.ray(
                "elastic",
                "sleep 600",
                Map.of(
                    "workers", Map.of("min", 1, "max", 3),
                    "resources", Map.of("cpus", 1, "memoryMiB", 512))));

    ground.await(attempt, Observation.Running.class);
    releaseAll(attempt);
  }
}
