package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.ReleaseOutcome.Released;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.Conversation;
import dev.berth.targets.slurm.conversation.JobRow;
import java.util.List;
import java.util.Optional;

/**
 * Ends an attempt's jobs and keeps others from coming. Released means that each of them is over,
 * none is COMPLETING, and no node that one ran on is silent: only Slurm says so, never a time-out.
 */
final class Releasing {

  private final Conversation conversation;
  private final Looks looks;
  private final Tombstones tombstones;
  private final Underway underway;
  private final DeadNodes nodes;

  Releasing(
      Conversation conversation,
      Looks looks,
      Tombstones tombstones,
      Underway underway,
      DeadNodes nodes) {
    this.conversation = conversation;
    this.looks = looks;
    this.tombstones = tombstones;
    this.underway = underway;
    this.nodes = nodes;
  }

  ReleaseOutcome release(AttemptId attempt) throws TargetTroubleException {
    Optional<String> unburied = tombstones.bury(attempt);
    List<JobRow> jobs = looks.inQueue(attempt).jobs();
    if (end(jobs)) {
      jobs = looks.inQueue(attempt).jobs();
    }
    for (JobRow job : jobs) {
      if (!job.state().isOver()) {
        return new ReleaseOutcome.Releasing(
            "job %d is %s%s"
                .formatted(
                    job.job(), job.state(), job.nodes().isEmpty() ? "" : " on " + job.nodes()));
      }
    }
    if (jobs.isEmpty() && underway.mayArrive(attempt)) {
      return new ReleaseOutcome.Releasing("a submission of it may still be on its way");
    }
    if (jobs.isEmpty()) {
      jobs = looks.inAccounting(attempt).jobs();
    }
    for (JobRow job : jobs) {
      Optional<String> alive =
          job.nodes().isEmpty() ? Optional.empty() : nodes.mayRunOn(job.nodes());
      if (alive.isPresent()) {
        return new ReleaseOutcome.Releasing(
            "processes of job %d may live: %s".formatted(job.job(), alive.get()));
      }
    }
    underway.isSure(attempt);
    return new Released(
        evidence(jobs) + unburied.map(why -> "; its name cannot be kept: " + why).orElse(""));
  }

  /** Whether there was anything to end. */
  private boolean end(List<JobRow> jobs) throws TargetTroubleException {
    boolean any = false;
    for (JobRow job : jobs) {
      if (!job.state().isOver() && !job.state().isCompleting()) {
        conversation.cancel(job.job());
        any = true;
      }
    }
    return any;
  }

  private static String evidence(List<JobRow> jobs) {
    return jobs.isEmpty()
        ? "Slurm has no job of it, and none can come"
        : "job %d is %s, and none can come".formatted(jobs.getLast().job(), jobs.getLast().state());
  }
}
