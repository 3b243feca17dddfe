package dev.berth.testing.soak;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What must be so of all that Berth told, whatever the targets are.
 *
 * @param events all of it
 */
public record EventVerdict(List<Envelope<?>> events) {

  /** Every job has come to one outcome, told once, and to that of its fate. */
  public <F> void everyJobHasTheOutcomeOfItsFate(
      Map<JobId, F> fates, Function<F, Class<? extends HealthEvent>> outcomeOf) {
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
            .isInstanceOf(outcomeOf.apply(fate)));
  }

  /** No attempt was decided twice. */
  public void everyDecisionIsOne() {
    assertThat(
            events.stream()
                .map(Envelope::event)
                .filter(JobPlaced.class::isInstance)
                .map(event -> ((JobPlaced) event).attempt()))
        .doesNotHaveDuplicates();
  }

  /** What was submitted is released, and nothing is released twice. */
  public void everySubmissionIsReleased() {
    Map<AttemptId, Set<EventId>> released = new HashMap<>();
    for (Envelope<?> envelope : events) {
      if (envelope.event() instanceof AttemptReleased release) {
        released.computeIfAbsent(release.attempt(), _ -> new HashSet<>()).add(envelope.id());
      }
    }
    assertThat(released.keySet()).containsAll(submitted());
    assertThat(released).allSatisfy((_, ids) -> assertThat(ids).hasSize(1));
  }

  /** The attempts that a target has taken. */
  public Set<AttemptId> submitted() {
    Set<AttemptId> submitted = new TreeSet<>();
    for (Envelope<?> envelope : events) {
      if (envelope.event() instanceof AttemptSubmitted taken) {
        submitted.add(taken.attempt());
      }
    }
    return submitted;
  }

  /** How many jobs have come to an outcome. */
  public long outcomes() {
    return events.stream()
        .map(Envelope::event)
        .filter(EventVerdict::isOutcome)
        .map(Event::key)
        .distinct()
        .count();
  }

  private static boolean isOutcome(Event event) {
    return event instanceof JobSucceeded
        || event instanceof JobFailed
        || event instanceof JobCancelled;
  }
}
