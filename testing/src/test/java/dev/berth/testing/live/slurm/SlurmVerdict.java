package dev.berth.testing.live.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.JobId;
import dev.berth.testing.soak.EventVerdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What must be so in the end: nothing lost, nothing twice, nothing left, by Slurm's own accounting.
 *
 * @param fates what each job was to come to
 * @param events all that Berth told
 * @param entries what Slurm's accounting has, of all clusters
 * @param sites the clusters
 */
record SlurmVerdict(
    Map<JobId, SlurmFate> fates,
    List<Envelope<?>> events,
    List<Accounts.Entry> entries,
    List<Site> sites) {

  void pronounce() {
    EventVerdict told = new EventVerdict(events);
    told.everyJobHasTheOutcomeOfItsFate(fates, SlurmFate::outcome);
    told.everyDecisionIsOne();
    told.everySubmissionIsReleased();
    everyAttemptIsOneJobOfSlurm();
    everyJobRanAsOftenAsItsFateHasIt();
    noTwoAttemptsOfAJobRanAtATime();
    for (Site site : sites) {
      assertThat(Queue.of(site.cluster())).isEmpty();
    }
  }

  private void everyAttemptIsOneJobOfSlurm() {
    assertThat(entries).extracting(Accounts.Entry::attempt).doesNotHaveDuplicates();
  }

  private void everyJobRanAsOftenAsItsFateHasIt() {
    fates.forEach((job, fate) ->
        assertThat(runs(job))
            .as("runs of %s, which %s", job, fate)
            .hasSizeBetween(fate.fewestRuns, fate.mostRuns));
  }

  private List<Accounts.Entry> runs(JobId job) {
    return entries.stream()
        .filter(entry -> entry.attempt().job().equals(job) && entry.from() != null)
        // Slurm has a start for what was cancelled before it ran, too: the moment of its end.
        .filter(
            entry -> !entry.state().startsWith("CANCELLED") || !started(entry).equals(entry.to()))
        .sorted(Comparator.comparingInt(entry -> entry.attempt().number()))
        .toList();
  }

  private void noTwoAttemptsOfAJobRanAtATime() {
    for (JobId job : fates.keySet()) {
      List<Accounts.Entry> inTurn = runs(job);
      for (int i = 1; i < inTurn.size(); i++) {
        assertThat(inTurn.get(i - 1).to()).as("end of %s", inTurn.get(i - 1)).isNotNull();
        assertThat(started(inTurn.get(i)))
            .as("attempts of %s: %s", job, inTurn)
            .isAfterOrEqualTo(inTurn.get(i - 1).to());
      }
    }
  }

  private static Instant started(Accounts.Entry entry) {
    return Objects.requireNonNull(entry.from());
  }
}
