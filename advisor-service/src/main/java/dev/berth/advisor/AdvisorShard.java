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
import org.jspecify.annotations.Nullable;

/**
 * What was decided about the jobs of one partition. A request is answered with events; only {@link
 * #replay} of events moves the state, so that reading {@code berth.decisions} again rebuilds it.
 * Written by one thread; {@link #conflicts} may be asked by any.
 */
public final class AdvisorShard implements Advising {

  /** The CloudEvents source of what the advisor writes. */
  public static final String SOURCE = "/berth/advisor";

  private final Map<JobId, DecidedJob> jobs = new ConcurrentHashMap<>();
  private final Deciding deciding;
  private final Supplier<FleetView> fleet;

  /** An empty shard that decides over the fleet as it is at each request. */
  public AdvisorShard(Deciding deciding, Supplier<FleetView> fleet) {
    this.deciding = deciding;
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

  /** Takes a decision into the state; the same one twice changes nothing more. */
  public void replay(DecisionEvent event) {
    switch (event) {
      case JobPlaced placed ->
          remember(
              placed.jobId(),
              DecidedJob.digest(placed.spec()),
              placed.attempt().number(),
              new PlacedAttempt(placed.attempt(), placed.target()));
      case JobUnplaceable unplaceable ->
          remember(
              unplaceable.jobId(),
              DecidedJob.digest(unplaceable.spec()),
              unplaceable.attempt().number(),
              null);
      case JobRefused refused -> {
        if (refused.cause() == RefusalCause.CANCELLED) {
          jobs.put(refused.job(), new DecidedJob("", 0, null, true));
        }
      }
    }
  }

  /** How many jobs it remembers. */
  public int size() {
    return jobs.size();
  }

  /** Whether the id is known with another spec than this one's. */
  public boolean conflicts(JobRequested requested) {
    DecidedJob known = jobs.get(requested.jobId());
    return known != null && !known.spec().equals(DecidedJob.digest(requested.spec()));
  }

  private void remember(JobId id, String spec, int attempt, @Nullable PlacedAttempt placed) {
    jobs.merge(
        id,
        new DecidedJob(spec, attempt, placed, false),
        (known, now) ->
            now.decided() <= known.decided()
                ? known
                : new DecidedJob(
                    known.spec(),
                    now.decided(),
                    now.placed() == null ? known.placed() : now.placed(),
                    known.cancelled()));
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
    if (known.cancelled() || known.spec().equals(DecidedJob.digest(requested.spec()))) {
      return List.of();
    }
    Violation violation =
        new Violation(
            "id", '"' + requested.jobId().value() + '"', "the id is known with another spec");
    return List.of(
        envelope(
            cause,
            EventType.JOB_REFUSED,
            new JobRefused(requested.jobId(), RefusalCause.ID_CONFLICT, List.of(violation))));
  }

  private List<Envelope<? extends DecisionEvent>> again(
      Envelope<?> cause, JobRescheduleRequested again) {
    AttemptId next = again.ended().next();
    DecidedJob known = jobs.get(next.job());
    if (known != null && (known.cancelled() || known.decided() >= next.number())) {
      return List.of();
    }
    return decided(cause, new Question(next, again.spec(), again.history(), cause.time()));
  }

  private List<Envelope<? extends DecisionEvent>> cancelled(
      Envelope<?> cause, JobCancelRequested cancel) {
    if (jobs.containsKey(cancel.job())) {
      return List.of();
    }
    return List.of(
        envelope(
            cause,
            EventType.JOB_REFUSED,
            new JobRefused(cancel.job(), RefusalCause.CANCELLED, List.of())));
  }

  private List<Envelope<? extends DecisionEvent>> decided(Envelope<?> cause, Question question) {
    Decision decision = deciding.decide(question, fleet.get());
    if (decision.chosen() == null) {
      return List.of(
          envelope(
              cause,
              EventType.JOB_UNPLACEABLE,
              new JobUnplaceable(
                  question.attempt(), question.spec(), decision, Deciding.mayFitLater(decision))));
    }
    return List.of(
        envelope(
            cause,
            EventType.JOB_PLACED,
            new JobPlaced(
                question.attempt(),
                decision.chosen(),
                previous(question).orElse(null),
                question.history().attempts().stream().anyMatch(PastAttempt::ran),
                question.spec(),
                decision)));
  }

  /** From the shard if it remembers, else from the request, which carries its history for this. */
  private Optional<PlacedAttempt> previous(Question question) {
    DecidedJob known = jobs.get(question.attempt().job());
    if (known != null && known.placed() != null) {
      return Optional.of(known.placed());
    }
    PlacedAttempt last = null;
    for (PastAttempt past : question.history().attempts()) {
      if (past.target() != null) {
        last = new PlacedAttempt(past.attempt(), past.target());
      }
    }
    return Optional.ofNullable(last);
  }

  private static <E extends DecisionEvent> Envelope<E> envelope(
      Envelope<?> cause, EventType type, E event) {
    return new Envelope<>(
        EventId.derived(cause.id(), type), SOURCE, cause.time(), cause.traceparent(), event);
  }
}
