package dev.berth.testing.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.HealthEvent;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSucceeded;
import dev.berth.targets.kubernetes.live.Tenancy;
import dev.berth.testing.soak.EventVerdict;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
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
    EventVerdict told = new EventVerdict(events);
    told.everyJobHasTheOutcomeOfItsFate(fates, LiveVerdict::outcome);
    told.everyDecisionIsOne();
    told.everySubmissionIsReleased();
    everyAttemptRanAtMostOnce();
    noTwoAttemptsOfAJobRanAtATime();
    nothingIsLeftOnTheClusters(told.submitted());
  }

  private static Class<? extends HealthEvent> outcome(LiveFate fate) {
    return switch (fate) {
      case SUCCEEDS, IS_DELETED -> JobSucceeded.class;
      case FAILS -> JobFailed.class;
      case IS_CANCELLED -> JobCancelled.class;
    };
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

  private void nothingIsLeftOnTheClusters(Set<AttemptId> submitted) {
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
        .containsAll(submitted.stream().map(AttemptId::toString).toList());
  }
}
