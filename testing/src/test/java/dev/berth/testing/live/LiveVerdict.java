package dev.berth.testing.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventId;
import dev.berth.contracts.HealthEvent;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSucceeded;
import dev.berth.targets.kubernetes.live.Tenancy;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What must be so in the end: nothing lost, nothing twice, nothing left.
 *
 * @param fates what each job was to come to
 * @param events all that Berth told
 * @param runs all pods that ran on the clusters
 * @param tenancies the clusters
 */
record LiveVerdict(
    Map<JobId, LiveFate> fates,
    List<Envelope<?>> events,
    Collection<PodWitness.Run> runs,
    Collection<Tenancy> tenancies) {

  void pronounce() {
    everyJobHasTheOutcomeOfItsFate();
    everyDecisionIsOne();
    everySubmissionIsReleased();
    everyAttemptRanAtMostOnce();
    noTwoAttemptsOfAJobRanAtATime();
    nothingIsLeftOnTheClusters();
  }

  static boolean isOutcome(Event event) {
    return event instanceof JobSucceeded
        || event instanceof JobFailed
        || event instanceof JobCancelled;
  }

  private void everyJobHasTheOutcomeOfItsFate() {
    Map<JobId, Set<EventId>> ids = new HashMap<>();
    Map<JobId, HealthEvent> outcomes = new HashMap<>();
    for (Envelope<?> envelope : events) {
      if (envelope.event() instanceof HealthEvent event && isOutcome(event)) {
        ids.computeIfAbsent(event.jobId(), _ -> new HashSet<>()).add(envelope.id());
        outcomes.put(event.jobId(), event);
      }
    }
    assertThat(ids.keySet()).isEqualTo(fates.keySet());
    assertThat(ids).allSatisfy((_, its) -> assertThat(its).hasSize(1));
    fates.forEach((job, fate) ->
        assertThat(outcomes.get(job))
            .as("%s, which %s", job, fate)
            .isInstanceOf(
                switch (fate) {
                  case SUCCEEDS, IS_DELETED -> JobSucceeded.class;
                  case FAILS -> JobFailed.class;
                  case IS_CANCELLED -> JobCancelled.class;
                }));
  }

  private void everyDecisionIsOne() {
    assertThat(
            events.stream()
                .map(Envelope::event)
                .filter(JobPlaced.class::isInstance)
                .map(event -> ((JobPlaced) event).attempt()))
        .doesNotHaveDuplicates();
  }

  private void everySubmissionIsReleased() {
    Map<AttemptId, Set<EventId>> released = new HashMap<>();
    for (Envelope<?> envelope : events) {
      if (envelope.event() instanceof AttemptReleased release) {
        released.computeIfAbsent(release.attempt(), _ -> new HashSet<>()).add(envelope.id());
      }
    }
    assertThat(released.keySet()).containsAll(submitted());
    assertThat(released).allSatisfy((_, ids) -> assertThat(ids).hasSize(1));
  }

  private Set<AttemptId> submitted() {
    Set<AttemptId> submitted = new TreeSet<>();
    for (Envelope<?> envelope : events) {
      if (envelope.event() instanceof AttemptSubmitted taken) {
        submitted.add(taken.attempt());
      }
    }
    return submitted;
  }

  private void everyAttemptRanAtMostOnce() {
    assertThat(runs).extracting(PodWitness.Run::attempt).doesNotHaveDuplicates();
    fates.forEach((job, fate) ->
        assertThat(runs.stream().filter(run -> run.attempt().job().equals(job)))
            .as("pods that ran of %s, which %s", job, fate)
            .hasSizeBetween(fate.fewestRuns, fate.mostRuns));
  }

  private void noTwoAttemptsOfAJobRanAtATime() {
    Map<JobId, List<PodWitness.Run>> byJob =
        runs.stream().collect(Collectors.groupingBy(run -> run.attempt().job()));
    byJob.forEach((job, its) -> {
      List<PodWitness.Run> inTurn =
          its.stream().sorted(Comparator.comparingInt(run -> run.attempt().number())).toList();
      for (int i = 1; i < inTurn.size(); i++) {
        Instant ended = inTurn.get(i - 1).to();
        assertThat(ended).as("end of %s", inTurn.get(i - 1)).isNotNull();
        assertThat(inTurn.get(i).from())
            .as("attempts of %s: %s", job, inTurn)
            .isAfterOrEqualTo(ended);
      }
    });
  }

  private void nothingIsLeftOnTheClusters() {
    Set<String> kept = new TreeSet<>();
    for (Tenancy tenancy : tenancies) {
      var client = tenancy.administrator();
      assertThat(client.pods().inNamespace(tenancy.namespace()).list().getItems()).isEmpty();
      assertThat(client.services().inNamespace(tenancy.namespace()).list().getItems()).isEmpty();
      for (Job job :
          client.batch().v1().jobs().inNamespace(tenancy.namespace()).list().getItems()) {
        assertThat(job.getMetadata().getLabels())
            .as("%s is a placeholder", job.getMetadata().getName())
            .containsKey("berth.dev/released");
        kept.add(job.getMetadata().getName());
      }
    }
    assertThat(kept)
        .as("names that nothing can take any more")
        .containsAll(submitted().stream().map(AttemptId::toString).toList());
  }
}
