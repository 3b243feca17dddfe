package dev.berth.targets.kubernetes.ray;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.SpecHash;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.rendering.Marks;
import java.util.Optional;

/** Submits an attempt, once: Ray takes an id a single time, whoever asks how often. */
final class RaySubmitting {

  private final RayJobs jobs;
  private final RayBodies bodies;
  private final TargetId target;

  RaySubmitting(RayJobs jobs, RayBodies bodies, TargetId target) {
    this.jobs = jobs;
    this.bodies = bodies;
    this.target = target;
  }

  SubmitOutcome submit(Submission submission) throws TargetTroubleException {
    Optional<String> unfit = bodies.unfit(submission.spec());
    if (unfit.isPresent()) {
      return new SubmitOutcome.Refused(FailureCategory.CONFIGURATION, unfit.get());
    }
    return switch (jobs.submit(bodies.of(submission))) {
      case RayJobs.Submitted.Accepted _ -> submitted(submission, false);
      case RayJobs.Submitted.Taken _ -> there(submission);
      case RayJobs.Submitted.Refused refused ->
          new SubmitOutcome.Refused(FailureCategory.CONFIGURATION, refused.reason());
    };
  }

  private SubmitOutcome there(Submission submission) throws TargetTroubleException {
    String what = "Ray job " + submission.attempt();
    RayRecord job =
        jobs.find(submission.attempt())
            .orElseThrow(() ->
                new TargetTroubleException(what + " was there and went away in the same moment"));
    if (!job.isOf(target)) {
      return new SubmitOutcome.Refused(
          FailureCategory.CONFIGURATION, what + " is there already and is not this target's");
    }
    if (job.isPlaceholder()) {
      return new SubmitOutcome.Refused(
          FailureCategory.INFRASTRUCTURE, "attempt " + submission.attempt() + " was released here");
    }
    return SpecHash.of(submission.spec()).equals(job.mark(Marks.SPEC_HASH))
        ? submitted(submission, true)
        : new SubmitOutcome.Refused(
            FailureCategory.CONFIGURATION, what + " is there already, with another spec");
  }

  private SubmitOutcome submitted(Submission submission, boolean adopted)
      throws TargetTroubleException {
    return new SubmitOutcome.Submitted(jobs.session() + '/' + submission.attempt(), adopted);
  }
}
