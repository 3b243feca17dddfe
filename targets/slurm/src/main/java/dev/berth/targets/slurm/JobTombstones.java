package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.Conversation;
import dev.berth.targets.slurm.conversation.HeldPlace;
import dev.berth.targets.slurm.conversation.JobRow;
import dev.berth.targets.slurm.conversation.SubmitReply;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A job that was held and cancelled, known by its name alone: the accounting keeps names for ever,
 * and the queue for MinJobAge. Used where the site's files cannot be reached.
 */
final class JobTombstones implements Tombstones {

  /** No attempt's name has a dot in it. */
  private static final String SUFFIX = ".released";

  private final Conversation conversation;
  private final HeldPlace place;

  JobTombstones(Conversation conversation, HeldPlace place) {
    this.conversation = conversation;
    this.place = place;
  }

  static String name(AttemptId attempt) {
    return attempt + SUFFIX;
  }

  @Override
  public Optional<String> bury(AttemptId attempt) throws TargetTroubleException {
    List<JobRow> there = conversation.queue(Set.of(name(attempt)));
    for (JobRow row : there) {
      if (!row.state().isOver()) {
        conversation.cancel(row.job());
      }
    }
    if (!there.isEmpty()) {
      return Optional.empty();
    }
    return switch (conversation.submitHeld(name(attempt), place)) {
      case SubmitReply.Queued queued -> {
        conversation.cancel(queued.job());
        yield Optional.empty();
      }
      case SubmitReply.Refused(String text) -> Optional.of(text);
      case SubmitReply.Unsure(String what) -> throw new TargetTroubleException(what);
    };
  }

  @Override
  public Set<AttemptId> among(Collection<AttemptId> attempts, List<JobRow> queue) {
    Set<String> names = queue.stream().map(JobRow::name).collect(Collectors.toSet());
    return attempts.stream().filter(one -> names.contains(name(one))).collect(Collectors.toSet());
  }
}
