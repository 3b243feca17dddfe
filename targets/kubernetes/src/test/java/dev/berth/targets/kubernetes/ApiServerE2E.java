package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.live.Account;
import dev.berth.targets.kubernetes.live.Cluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server that is away for a while, forgets, or is used by others. */
class ApiServerE2E {

  @TempDir private Path folder;
  private Ground ground;

  @BeforeEach
  void open() throws Exception {
    ground = new Ground(Cluster.WEST, folder, Map.of("timeout", "PT3S"));
  }

  @AfterEach
  void close() {
    ground.cluster.apiServerUp();
    ground.close();
  }

  @Test
  void isInTroubleWhileItRefusesAndFindsEverythingAgain() throws Exception {
    Submission submission = Wishes.forEver("refused");
    AttemptId attempt = ground.submit(submission);
    ground.await(attempt, Observation.Running.class);

    ground.cluster.apiServerDown();
    allIsTrouble(submission);
    ground.cluster.apiServerUp();

    ground.await(attempt, Observation.Running.class);
    assertThat(ground.provisioner.submit(submission))
        .isInstanceOfSatisfying(
            SubmitOutcome.Submitted.class, taken -> assertThat(taken.adopted()).isTrue());
    ground.release(attempt);
  }

  @Test
  void isInTroubleWhileItDoesNotAnswerAndLearnsWhatHappenedMeanwhile() throws Exception {
    Submission submission = Wishes.runningFor("hung", "8s");
    AttemptId attempt = ground.submit(submission);
    ground.await(attempt, Observation.Running.class);

    ground.cluster.apiServerHangs();
    allIsTrouble(submission);
    ground.cluster.apiServerUp();

    ground.await(attempt, Observation.Succeeded.class);
    ground.release(attempt);
  }

  private void allIsTrouble(Submission submission) {
    assertThatThrownBy(ground.monitor::find).isInstanceOf(TargetTroubleException.class);
    assertThatThrownBy(ground.monitor::capacity).isInstanceOf(TargetTroubleException.class);
    assertThatThrownBy(() -> ground.provisioner.submit(submission))
        .isInstanceOf(TargetTroubleException.class);
    assertThatThrownBy(() -> ground.provisioner.release(submission.attempt()))
        .isInstanceOf(TargetTroubleException.class);
  }

  @Test
  void goesOnWatchingWhenHistoryIsForgotten() throws Exception {
    Queue<NativeAttempt> told = new ConcurrentLinkedQueue<>();
    try (var watch = ground.monitor.watch(told::add)) {
      assertThat(watch).isNotNull();
      AttemptId before = ground.submit(Wishes.forEver("before"));
      awaitTold(told, before, Observation.Running.class);

      ground.cluster.forgetHistory();

      AttemptId after = ground.submit(Wishes.runningFor("after", "2s"));
      awaitTold(told, after, Observation.Succeeded.class);
      ground
          .client
          .batch()
          .v1()
          .jobs()
          .inNamespace(ground.namespace)
          .withName(before.toString())
          .delete();
      awaitTold(told, before, Observation.Gone.class);
      ground.release(before);
      ground.release(after);
    }
  }

  /** It forgets between two pages of a list: 410, however the token of the next is asked for. */
  @Test
  void beginsAListAnewWhenHistoryIsForgotten() {
    for (int i = 0; i < 3; i++) {
      create(
          new ConfigMapBuilder()
              .withNewMetadata()
              .withName("page-" + i)
              .addToLabels("page", "yes")
              .endMetadata()
              .build());
    }
    AtomicInteger asked = new AtomicInteger();

    List<ConfigMap> all =
        Pages.all(options -> {
          if (asked.incrementAndGet() == 2) {
            // Else the first page's moment is the latest, which is never forgotten.
            create(
                new ConfigMapBuilder().withNewMetadata().withName("later").endMetadata().build());
            ground.cluster.forgetHistory();
          }
          options.setLimit(1L);
          return ground
              .client
              .configMaps()
              .inNamespace(ground.namespace)
              .withLabel("page")
              .list(options);
        });

    assertThat(all)
        .extracting(map -> map.getMetadata().getName())
        .containsExactly("page-0", "page-1", "page-2");
    // One page, one refusal, and three pages.
    assertThat(asked).hasValue(5);
  }

  private void create(ConfigMap map) {
    ground.client.resource(map).inNamespace(ground.namespace).create();
  }

  private static void awaitTold(
      Queue<NativeAttempt> told, AttemptId attempt, Class<? extends Observation> kind) {
    Ground.await()
        .until(() ->
            told.stream()
                .anyMatch(
                    one -> one.attempt().equals(attempt) && kind.isInstance(one.observation())));
  }

  /** As any client does that does not know of propagation: the Job is gone and its pods run on. */
  @Test
  void missesAJobThatWasDeletedWithoutPropagationAndEndsItsPods() throws Exception {
    Queue<NativeAttempt> told = new ConcurrentLinkedQueue<>();
    try (var watch = ground.monitor.watch(told::add)) {
      assertThat(watch).isNotNull();
      AttemptId attempt = ground.submit(Wishes.forEver("rogue"));
      ground.await(attempt, Observation.Running.class);

      String deleted =
          ground.client.raw(
              "/apis/batch/v1/namespaces/%s/jobs/%s".formatted(ground.namespace, attempt),
              "DELETE",
              null);

      assertThat(deleted).isNotNull();
      awaitTold(told, attempt, Observation.Gone.class);
      ground.await(attempt, Observation.Absent.class);
      assertThat(ground.pods(attempt)).hasSize(1);
      ground.release(attempt);
    }
  }

  /** As somebody does with {@code kubectl replace --force}; whoever watches is busy just then. */
  @Test
  void takesAnotherJobOfItsNameForProofThatItIsGone() throws Exception {
    Queue<NativeAttempt> told = new ConcurrentLinkedQueue<>();
    Queue<NativeAttempt> toldOthers = new ConcurrentLinkedQueue<>();
    CountDownLatch replaced = new CountDownLatch(1);
    AttemptId attempt;
    try (Driver other = ground.open(Account.MONITOR, Map.of());
        var others = other.watch(toldOthers::add);
        var watch =
            ground.monitor.watch(seen -> {
              told.add(seen);
              awaitUninterruptibly(replaced);
            })) {
      assertThat(others).isNotNull();
      assertThat(watch).isNotNull();
      attempt = ground.submit(Wishes.forEver("replaced"));
      Ground.await().until(() -> !told.isEmpty());
      String before = told.element().nativeId();
      var jobs = ground.client.batch().v1().jobs().inNamespace(ground.namespace);
      Job job = jobs.withName(attempt.toString()).get();
      jobs.withName(attempt.toString())
          .withPropagationPolicy(DeletionPropagation.BACKGROUND)
          .delete();
      Ground.await().until(() -> jobs.withName(attempt.toString()).get() == null);
      String after = again(job).getMetadata().getUid();
      // Once one watch has heard of it, the other has had it all before it, too.
      Ground.await()
          .until(() -> toldOthers.stream().anyMatch(seen -> seen.nativeId().equals(after)));
      replaced.countDown();

      Ground.await()
          .until(() ->
              told.stream()
                  .anyMatch(seen ->
                      seen.nativeId().equals(before)
                          && seen.observation() instanceof Observation.Gone));
      Ground.await()
          .until(() ->
              told.stream()
                  .anyMatch(seen ->
                      seen.nativeId().equals(after)
                          && seen.observation() instanceof Observation.Running));
    }
    ground.release(attempt);
  }

  /** From its manifest, without what the API server has written into it. */
  private Job again(Job job) {
    job.getMetadata().setUid(null);
    job.getMetadata().setResourceVersion(null);
    job.getSpec().setSelector(null);
    job.getSpec()
        .getTemplate()
        .getMetadata()
        .getLabels()
        .keySet()
        .removeIf(key -> key.endsWith("controller-uid") || key.endsWith("job-name"));
    job.setStatus(null);
    return ground.client.resource(job).create();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
