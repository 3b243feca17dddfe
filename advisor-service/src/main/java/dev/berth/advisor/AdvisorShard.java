package dev.berth.advisor;

import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Decision;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.JobCancelRequested;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.PastAttempt;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.RefusalCause;
import dev.berth.contracts.RequestEvent;
import dev.berth.contracts.Violation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was decided about the jobs of one partition. A request is answered with events; only {@link
 * #replay} of events moves the state, so that reading {@code berth.decisions} again rebuilds it.
 * Written by one thread; {@link #objection} and {@link #size} may be asked by any.
 */
public final class AdvisorShard implements Advising, DecidedJobs {

  /** The CloudEvents source of what the advisor writes. */
  public static final String SOURCE = "/berth/advisor";

  private static final String CONFLICT = "the id is known with another spec";

  private static final List<Envelope<? extends DecisionEvent>> NOTHING = List.of();

  private final Map<JobId, DecidedJob> jobs = new ConcurrentHashMap<>();
  private final Verdicts verdicts;
  private final Supplier<FleetView> fleet;

  /** An empty shard that decides over the fleet as it is at each request. */
  public AdvisorShard(Deciding deciding, Supplier<FleetView> fleet) {
    this.verdicts = new Verdicts(deciding);
    this.fleet = fleet;
  }

  @Override
  public List<Envelope<? extends DecisionEvent>> answer(Envelope<? extends RequestEvent> request) {
    return switch (request.event()) {
      case JobRequested requested -> requested(request, requested);
      case JobRescheduleRequested again -> again(request, again);
      case JobCancelRequested cancel -> cancelled(request, cancel);
    };
  }

  /** Takes a decision into the state; neither order nor repetition makes a difference. */
  public void replay(DecisionEvent event) {
    DecidedJob.by(event).ifPresent(said -> jobs.merge(event.jobId(), said, DecidedJob::and));
  }

  /** How many jobs it remembers. */
  public int size() {
    return jobs.size();
  }

  @Override
  public Optional<String> objection(JobRequested requested) {
    DecidedJob known = jobs.get(requested.jobId());
    if (known == null) {
      return Optional.empty();
    }
    if (known.cancelled()) {
      return Optional.of("the job was cancelled before it was placed");
    }
    return conflicts(known, requested) ? Optional.of(CONFLICT) : Optional.empty();
  }

  private static boolean conflicts(DecidedJob known, JobRequested requested) {
    return !known.spec().equals(SpecDigest.of(requested.spec()));
  }

  private List<Envelope<? extends DecisionEvent>> requested(
      Envelope<?> cause, JobRequested requested) {
    DecidedJob known = jobs.get(requested.jobId());
    if (known == null) {
      return decided(
          cause,
          new Question(
              requested.jobId().attempt(1), requested.spec(), AttemptHistory.NONE, cause.time()));
    }
    if (known.cancelled() || !conflicts(known, requested)) {
      return NOTHING;
    }
    Violation violation = new Violation("id", '"' + requested.jobId().value() + '"', CONFLICT);
    return refused(cause, requested.jobId(), RefusalCause.ID_CONFLICT, List.of(violation));
  }

  private List<Envelope<? extends DecisionEvent>> again(
      Envelope<?> cause, JobRescheduleRequested again) {
    AttemptId next = again.ended().next();
    DecidedJob known = jobs.get(next.job());
    if (known != null && (known.cancelled() || known.decided() >= next.number())) {
      return NOTHING;
    }
    return decided(cause, new Question(next, again.spec(), again.history(), cause.time()));
  }

  /** What has a target is the monitor's to end; what has none never gets one. */
  private List<Envelope<? extends DecisionEvent>> cancelled(
      Envelope<?> cause, JobCancelRequested cancel) {
    DecidedJob known = jobs.get(cancel.job());
    return known != null && (known.cancelled() || known.placed() > 0)
        ? NOTHING
        : refused(cause, cancel.job(), RefusalCause.CANCELLED, List.of());
  }

  private List<Envelope<? extends DecisionEvent>> decided(Envelope<?> cause, Question question) {
    Decision decision = verdicts.decide(question, fleet.get());
    if (decision.chosen() == null) {
      return answer(
          cause,
          EventId.derived(question.attempt(), EventType.JOB_UNPLACEABLE),
          new JobUnplaceable(
              question.attempt(), question.spec(), decision, Deciding.mayFitLater(decision)));
    }
    return answer(
        cause,
        EventId.derived(question.attempt(), EventType.JOB_PLACED),
        new JobPlaced(
            question.attempt(),
            decision.chosen(),
            previous(question).orElse(null),
            question.history().attempts().stream().anyMatch(PastAttempt::ran),
            question.spec(),
            decision));
  }

  /** From the shard if it remembers, else from the request, which carries its history for this. */
  private Optional<PlacedAttempt> previous(Question question) {
    JobId job = question.attempt().job();
    DecidedJob known = jobs.get(job);
    return Optional.ofNullable(known)
        .flatMap(decided -> decided.placedAttempt(job))
        .or(() -> lastPlaced(question.history()));
  }

  private static Optional<PlacedAttempt> lastPlaced(AttemptHistory history) {
    PlacedAttempt last = null;
    for (PastAttempt past : history.attempts()) {
      if (past.target() != null) {
        last = new PlacedAttempt(past.attempt(), past.target());
      }
    }
    return Optional.ofNullable(last);
  }

  private static List<Envelope<? extends DecisionEvent>> refused(
      Envelope<?> cause, JobId job, RefusalCause why, List<Violation> violations) {
    return answer(
        cause,
        EventId.derived(job + "/" + cause.id(), EventType.JOB_REFUSED),
        new JobRefused(job, why, violations));
  }

  private static List<Envelope<? extends DecisionEvent>> answer(
      Envelope<?> cause, EventId id, DecisionEvent event) {
    return List.of(new Envelope<>(id, SOURCE, cause.time(), cause.traceparent(), event));
  }
}
