package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.JobRow;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What keeps released attempts from being made again (decision 0007). */
interface Tombstones {

  /**
   * Puts one up; again does no harm.
   *
   * @return why it could not be, if Slurm refuses it; whoever submitted the attempt late would be
   *     refused as well
   */
  Optional<String> bury(AttemptId attempt) throws TargetTroubleException;

  /**
   * Those of these attempts that have one.
   *
   * @param queue what the queue has, as just looked
   */
  Set<AttemptId> among(Collection<AttemptId> attempts, List<JobRow> queue)
      throws TargetTroubleException;
}
