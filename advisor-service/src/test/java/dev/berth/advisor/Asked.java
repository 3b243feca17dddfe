package dev.berth.advisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventId;
import dev.berth.contracts.JobCancelRequested;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Json;
import dev.berth.contracts.PastAttempt;
import dev.berth.contracts.RequestEvent;
import dev.berth.contracts.TargetId;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What pipelines and the monitor ask, in tests. */
public final class Asked {

  /** When everything is asked. */
  public static final Instant AT = Instant.parse("2026-11-24T09:00:00Z");

  private Asked() {}

  /**
   * A spec from JSON with single quotes and without the fields that every job has.
   *
   * @param fields such as {@code 'intent': 'debugging'}; may be empty
   */
  public static JobSpec spec(String id, String fields) {
    String json =
        "{'id': '"
            + id
            + "', 'entrypoint': 'train'"
            + (fields.isEmpty() ? "" : ", " + fields)
            + "}";
    try {
      return Json.mapper().readValue(json.replace('\'', '"'), JobSpec.class);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(json, e);
    }
  }

  /** A first attempt at such a job. */
  public static Question question(String fields) {
    return question(spec("job", fields), AttemptHistory.NONE);
  }

  /** The attempt that follows a history. */
  public static Question question(JobSpec spec, AttemptHistory history) {
    AttemptId attempt =
        history.attempts().isEmpty()
            ? spec.id().attempt(1)
            : history.attempts().getLast().attempt().next();
    return new Question(attempt, spec, history, AT);
  }

  /** One ended attempt of the job called {@code job}. */
  public static PastAttempt past(int number, @Nullable String target, Ending ending) {
    return new PastAttempt(
        new JobId("job").attempt(number),
        target == null ? null : new TargetId(target),
        ending,
        true,
        AT);
  }

  /** Ended attempts, by rising number. */
  public static AttemptHistory history(PastAttempt... attempts) {
    return new AttemptHistory(List.of(attempts));
  }

  /** A pipeline asks for a job. */
  public static Envelope<RequestEvent> request(JobSpec spec, String eventId) {
    return envelope(eventId, new JobRequested(spec));
  }

  /** The monitor asks for the attempt after that one. */
  public static Envelope<RequestEvent> reschedule(
      JobSpec spec, int ended, AttemptHistory history, String eventId) {
    return envelope(eventId, new JobRescheduleRequested(spec.id().attempt(ended), spec, history));
  }

  /** Somebody cancels. */
  public static Envelope<RequestEvent> cancel(JobId job, String eventId) {
    return envelope(eventId, new JobCancelRequested(job, "as asked"));
  }

  private static Envelope<RequestEvent> envelope(String eventId, RequestEvent event) {
    return new Envelope<>(new EventId(eventId), "/pipelines/test", AT, null, event);
  }
}
