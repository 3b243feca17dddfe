package dev.berth.monitor;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.Ending;
import dev.berth.contracts.EventType;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.RetryBudget;
import dev.berth.contracts.TargetId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What follows from a job's facts: rules, each of which does nothing where it does not apply. */
final class Consequences {

  /**
   * A rule.
   *
   * @param name what it says
   * @param rule applies it
   */
  private record Consequence(String name, Consumer<Draft> rule) {}

  private static final List<Consequence> IN_ORDER =
      List.of(
          new Consequence("a deadline passes", Consequences::expire),
          new Consequence("a released attempt has ended", Consequences::explain),
          new Consequence("an attempt ends", Consequences::end),
          new Consequence("an end is announced", Consequences::announce),
          new Consequence("a closed attempt is concluded from", Consequences::settle),
          new Consequence("a cancelled job ends", Consequences::cancel),
          new Consequence("an expired job ends", Consequences::giveUpExpired),
          new Consequence("another attempt is asked for", Consequences::reschedule));

  private Consequences() {}

  static void draw(Draft job) {
    IN_ORDER.forEach(consequence -> consequence.rule().accept(job));
  }

  private static void expire(Draft job) {
    Instant deadline = job.spec == null ? null : job.spec.deadline();
    if (deadline != null && job.outcome == null && !job.now.isBefore(deadline)) {
      job.expired = true;
      job.retryAt = null;
    }
  }

  private static void explain(Draft job) {
    for (AttemptState attempt : job.attempts()) {
      boolean unexplained =
          Timers.unexplainedAt(attempt, job.policy).map(at -> !job.now.isBefore(at)).orElse(false);
      if (unexplained && !Endings.isConclusive(attempt.observation())) {
        job.put(
            attempt.toEnded(
                new Ending.Lost("it was released, and nothing said how it ended"), job.now));
      }
    }
  }

  private static void end(Draft job) {
    for (AttemptState attempt : job.attempts()) {
      if (attempt.isLive()) {
        Endings.of(attempt, job)
            .ifPresent(ending -> job.put(attempt.toEnded(ending, Endings.at(attempt, job.now))));
      }
    }
  }

  private static void announce(Draft job) {
    for (AttemptState attempt : job.attempts()) {
      if (attempt.ending() != null && !attempt.announced()) {
        job.put(announced(job, attempt, attempt.id()));
      }
    }
  }

  private static AttemptState announced(Draft job, AttemptState attempt, Object about) {
    // A target is known of everything that was placed, taken or seen.
    TargetId target = Objects.requireNonNull(attempt.target());
    Ending ending = Objects.requireNonNull(attempt.ending());
    Instant endedAt = Objects.requireNonNull(attempt.endedAt());
    job.write(
        about,
        EventType.ATTEMPT_ENDED,
        new AttemptEnded(attempt.id(), target, ending, attempt.isRan(), endedAt));
    return attempt.toAnnounced();
  }

  /**
   * A closed attempt is on its target again, or for the first time after all: its end is announced
   * once more, and it is open until it is released once more.
   *
   * @param cause the event that says so, so that its repeat repeats the announcement's id
   */
  static AttemptState endedAgain(Draft job, AttemptState attempt, Object cause) {
    return announced(job, attempt.toReopened(), cause);
  }

  /** One after the other, so that what is learnt late of an earlier one is not passed over. */
  private static void settle(Draft job) {
    while (job.settled < job.asked) {
      AttemptState attempt = job.attempt(job.id.attempt(job.settled + 1));
      Ending ending = attempt.ending();
      if (ending == null || !isRipe(job, attempt)) {
        return;
      }
      job.settled++;
      int failures = Endings.category(ending).map(job::countFailure).orElse(0);
      if (job.outcome == null) {
        conclude(job, attempt, ending, failures);
      }
    }
  }

  /** An attempt that another may overlap need not be released before that one is asked for. */
  private static boolean isRipe(Draft job, AttemptState attempt) {
    return attempt.isClosed() || mayBeOverlapped(job, attempt.ending());
  }

  private static boolean mayBeOverlapped(Draft job, @Nullable Ending ending) {
    JobSpec spec = job.spec;
    if (spec == null || ending == null || !spec.overlap() || job.cancel != null || job.expired) {
      return false;
    }
    return Endings.category(ending)
        .map(category -> job.failures(category) < spec.budget(category).retries())
        .orElse(false);
  }

  private static void conclude(Draft job, AttemptState attempt, Ending ending, int failures) {
    if (ending instanceof Ending.Succeeded) {
      job.conclude(new JobOutcome.Succeeded(attempt.id()));
      job.write(job.id, EventType.JOB_SUCCEEDED, new JobSucceeded(job.id, attempt.id(), job.now));
      return;
    }
    FailureCategory category = Endings.category(ending).orElseThrow();
    if (job.cancel != null || job.expired || job.spec == null || job.asked > job.settled) {
      return;
    }
    RetryBudget budget = job.spec.budget(category);
    if (failures <= budget.retries()) {
      job.retryAt = job.now.plus(Backoff.of(budget, failures, attempt.id()));
    } else {
      fail(
          job,
          category,
          "%s: %d of %d retries for %s failures are used"
              .formatted(Endings.reason(ending), budget.retries(), budget.retries(), category));
    }
  }

  private static void cancel(Draft job) {
    String reason = job.cancel;
    if (reason == null || job.outcome != null) {
      return;
    }
    job.retryAt = null;
    if ((job.cancelledUnplaced || job.asked > 0) && !job.isUndecided() && job.isClosed()) {
      job.conclude(new JobOutcome.Cancelled(reason));
      job.write(job.id, EventType.JOB_CANCELLED, new JobCancelled(job.id, reason, job.now));
    }
  }

  private static void giveUpExpired(Draft job) {
    JobSpec spec = job.spec;
    if (job.expired
        && spec != null
        && job.outcome == null
        && !job.isUndecided()
        && job.isClosed()) {
      FailureCategory category =
          job.attempts().reversed().stream()
              .map(AttemptState::ending)
              .filter(Objects::nonNull)
              .flatMap(ending -> Endings.category(ending).stream())
              .findFirst()
              .orElse(FailureCategory.CAPACITY);
      fail(job, category, "its deadline " + spec.deadline() + " has passed");
    }
  }

  private static void fail(Draft job, FailureCategory category, String reason) {
    job.conclude(new JobOutcome.Failed(category, reason));
    job.write(
        job.id,
        EventType.JOB_FAILED,
        new JobFailed(job.id, category, reason, job.history(), job.now));
  }

  private static void reschedule(Draft job) {
    JobSpec spec = job.spec;
    if (spec == null || job.retryAt == null || job.now.isBefore(job.retryAt)) {
      return;
    }
    var ended = job.id.attempt(job.settled);
    job.retryAt = null;
    job.asked = ended.next().number();
    job.write(
        ended,
        EventType.JOB_RESCHEDULE_REQUESTED,
        new JobRescheduleRequested(ended, spec, job.history()));
  }
}
