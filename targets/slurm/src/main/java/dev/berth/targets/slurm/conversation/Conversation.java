package dev.berth.targets.slurm.conversation;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.script.BatchRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Speaks to one Slurm as one of its users. Calls block, and may come from several threads at once.
 *
 * <p>Every method throws {@link TargetTroubleException} where Slurm, or the way to it, does not
 * answer, or does not know who asks; that says nothing about any job.
 */
public interface Conversation extends AutoCloseable {

  /**
   * Has a job queued.
   *
   * @return what became of it
   * @throws TargetTroubleException if it surely is not in the queue and may be tried again
   */
  SubmitReply submit(BatchRequest request) throws TargetTroubleException;

  /**
   * Has a job queued and held that has no work, and is there for its name.
   *
   * @param name its name
   * @param place where
   */
  SubmitReply submitHeld(String name, HeldPlace place) throws TargetTroubleException;

  /** This user's jobs that the controller knows, ended ones among them. */
  List<JobRow> queue() throws TargetTroubleException;

  /** Those of {@link #queue()} that have one of these names. */
  List<JobRow> queue(Set<String> names) throws TargetTroubleException;

  /**
   * This user's jobs in the accounting that were there after that time; each run of a job that was
   * requeued is a row.
   *
   * @param names only those of these names; all if empty
   */
  Accounting accounting(Set<String> names, Instant since) throws TargetTroubleException;

  /**
   * Ends a job: SIGTERM, and SIGKILL after the site's KillWait. One that has ended or is not known
   * stays as it is.
   */
  void cancel(long job) throws TargetTroubleException;

  /** All nodes. */
  List<NodeRow> nodes() throws TargetTroubleException;

  /** The nodes of these names; those that there are. */
  List<NodeRow> nodes(Set<String> names) throws TargetTroubleException;

  /** All partitions that this user may see. */
  List<PartitionRow> partitions() throws TargetTroubleException;

  /** Everybody's jobs that wait, of which the user may see. */
  List<WaitingRow> waiting() throws TargetTroubleException;

  /**
   * When a job would start if it were submitted now.
   *
   * @return empty where this way of speaking cannot ask, or Slurm does not know
   */
  Optional<Instant> startEstimate(BatchRequest request) throws TargetTroubleException;

  /** What Slurm says of itself. */
  Cluster cluster() throws TargetTroubleException;

  /** How it is spoken to, for people, such as {@code slurmrestd at https://…, v0.0.42}. */
  String way();

  @Override
  void close();
}
