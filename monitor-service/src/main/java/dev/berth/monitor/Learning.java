package dev.berth.monitor;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Candidate;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.HealthEvent;
import dev.berth.contracts.JobCancelRequested;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.PastAttempt;
import dev.berth.contracts.ProvisionEvent;
import dev.berth.contracts.RequestEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes what an event says into a job's facts; what follows is {@link Consequences}' to say. */
final class Learning {

  private Learning() {}

  static void request(Draft job, RequestEvent event) {
    switch (event) {
      case JobRequested requested -> isAsked(job, requested.spec(), 1);
      case JobRescheduleRequested again -> {
        if (job.asked == 0) {
          again.history().attempts().forEach(past -> remember(job, past));
        }
        isAsked(job, again.spec(), again.ended().next().number());
      }
      case JobCancelRequested cancel -> {
        if (job.cancel == null && job.outcome == null) {
          job.cancel = cancel.reason();
        }
      }
    }
  }

  static void decision(Draft job, DecisionEvent event, Instant decidedAt) {
    switch (event) {
      case JobPlaced placed -> {
        isAsked(job, placed.spec(), placed.attempt().number());
        job.put(job.attempt(placed.attempt()).toPlaced(placed.target(), charge(placed)));
      }
      case JobUnplaceable unplaceable -> {
        isAsked(job, unplaceable.spec(), unplaceable.attempt().number());
        AttemptState attempt = job.attempt(unplaceable.attempt());
        if (attempt.ending() == null) {
          job.put(attempt.toClosed(nothingFits(unplaceable), null, decidedAt));
        }
      }
      case JobRefused refused -> refused(job, refused);
    }
  }

  private static AttemptState.@Nullable Charge charge(JobPlaced placed) {
    for (Candidate candidate : placed.decision().candidates()) {
      if (candidate.target().equals(placed.target()) && candidate.pricePerHour() != null) {
        return new AttemptState.Charge(candidate.pricePerHour(), candidate.model());
      }
    }
    return null;
  }

  private static Ending nothingFits(JobUnplaceable unplaceable) {
    return new Ending.Failed(
        unplaceable.mayFitLater() ? FailureCategory.CAPACITY : FailureCategory.CONFIGURATION,
        "nothing in the fleet fits: %d targets were filtered"
            .formatted(unplaceable.decision().filtered().size()),
        null);
  }

  private static void refused(Draft job, JobRefused refused) {
    switch (refused.cause()) {
      case CANCELLED -> {
        job.cancel = job.cancel == null ? "" : job.cancel;
        job.cancelledUnplaced = true;
      }
      case INVALID_SPEC -> {
        if (job.spec == null && job.outcome == null && !hasAttempts(job)) {
          job.conclude(new JobOutcome.Refused(refused.violations()));
        }
      }
      case ID_CONFLICT -> {
        // The job that has the id goes on untouched.
      }
    }
  }

  static void provision(Draft job, ProvisionEvent event, Object cause) {
    switch (event) {
      case AttemptSubmitted submitted -> submitted(job, submitted, cause);
      case AttemptRefused refused -> {
        wasTaken(job);
        AttemptState attempt = job.attempt(refused.attempt());
        if (refused.heldSince() != null) {
          attempt = attempt.toHeld(refused.heldSince());
          job.put(attempt);
        }
        if (attempt.ending() == null) {
          Ending ending = new Ending.Failed(refused.category(), refused.reason(), null);
          job.put(attempt.toClosed(ending, refused.target(), refused.refusedAt()));
        }
      }
      case AttemptReleased released -> {
        AttemptState attempt = job.attempt(released.attempt());
        if (attempt.releasedAt() == null) {
          job.put(attempt.toReleased(released.target(), released.releasedAt()));
        }
      }
    }
  }

  private static void submitted(Draft job, AttemptSubmitted submitted, Object cause) {
    wasTaken(job);
    AttemptState before = job.attempt(submitted.attempt());
    boolean repeated =
        submitted.nativeId().equals(before.nativeId())
            || (before.submittedAt() != null
                && !submitted.submittedAt().isAfter(before.submittedAt()));
    AttemptState after =
        before.toTaken(
            submitted.target(),
            new AttemptState.Taken(submitted.nativeId(), submitted.submittedAt()),
            submitted.heldSince());
    if (repeated) {
      return;
    }
    if (before.isClosed()) {
      job.put(Consequences.endedAgain(job, after, cause));
    } else {
      job.put(after);
    }
  }

  static void health(Draft job, HealthEvent event, Object cause) {
    switch (event) {
      case AttemptObserved observed -> Sighting.take(job, observed, cause);
      case AttemptEnded ended ->
          job.put(
              job.attempt(ended.attempt()).toEnded(ended.ending(), ended.endedAt()).toAnnounced());
      case JobSucceeded succeeded -> concluded(job, new JobOutcome.Succeeded(succeeded.attempt()));
      case JobFailed failed ->
          concluded(job, new JobOutcome.Failed(failed.category(), failed.reason()));
      case JobCancelled cancelled -> concluded(job, new JobOutcome.Cancelled(cancelled.reason()));
    }
  }

  private static void concluded(Draft job, JobOutcome outcome) {
    if (job.outcome == null) {
      job.conclude(outcome);
    }
  }

  /** A job that the ledger has forgotten, or never knew, begins where it is heard of again. */
  private static void isAsked(Draft job, JobSpec spec, int attempt) {
    wasTaken(job);
    if (job.asked == 0) {
      job.settled = attempt - 1;
    }
    if (job.spec == null) {
      job.spec = spec;
    }
    job.asked = Math.max(job.asked, attempt);
    if (job.asked > job.settled) {
      job.retryAt = null;
    }
  }

  /** A request that was refused for its spec was followed by a good one, as this shows. */
  private static void wasTaken(Draft job) {
    if (job.outcome instanceof JobOutcome.Refused) {
      job.outcome = null;
      job.outcomeAt = null;
    }
  }

  private static boolean hasAttempts(Draft job) {
    return job.attempts().stream().anyMatch(a -> a.isAccountedFor() || a.ending() != null);
  }

  private static void remember(Draft job, PastAttempt past) {
    if (job.attempt(past.attempt()).ending() == null) {
      job.put(AttemptState.remembered(past));
      Endings.category(past.ending()).ifPresent(job::countFailure);
    }
  }
}
