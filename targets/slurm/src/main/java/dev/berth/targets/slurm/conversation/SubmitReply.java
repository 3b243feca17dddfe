package dev.berth.targets.slurm.conversation;

import java.util.List;

/** What became of a submission. */
public sealed interface SubmitReply {

  /**
   * It is in the queue.
   *
   * @param job its id
   * @param warnings what Slurm said beside, one sentence each
   * @param lost what of the request Slurm did not understand and left out; the job is another than
   *     was asked for
   */
  record Queued(long job, List<String> warnings, List<String> lost) implements SubmitReply {
    /** Copies the lists. */
    public Queued {
      warnings = List.copyOf(warnings);
      lost = List.copyOf(lost);
    }
  }

  /**
   * Slurm does not take it.
   *
   * @param text its own words
   */
  record Refused(String text) implements SubmitReply {}

  /**
   * The reply was lost: it is in the queue, or on its way, or neither.
   *
   * @param what happened
   */
  record Unsure(String what) implements SubmitReply {}
}
