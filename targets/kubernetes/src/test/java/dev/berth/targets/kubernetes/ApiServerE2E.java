package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.live.Cluster;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
}
