package dev.berth.targets.slurm.rendering;

import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.slurm.site.SiteNode;
import dev.berth.targets.slurm.site.SiteQueue;
import dev.berth.targets.slurm.site.SlurmSettings;
import java.time.Duration;
import java.util.Optional;

/** Chooses kind of nodes, way in, layout and time limit. */
final class Choosing {

  private static final int SECONDS_PER_MINUTE = 60;

  private final NodeKinds kinds;
  private final SlurmSettings settings;
  private final Queues queues;

  Choosing(NodeKinds kinds, SlurmSettings settings) {
    this.kinds = kinds;
    this.settings = settings;
    this.queues = new Queues(settings);
  }

  /**
   * The first kind of nodes for which there is a way in; if there is none, why the first has none.
   */
  Place choose(JobSpec spec) throws UnfitException {
    UnfitException first = null;
    for (SiteNode node : kinds.fitting(spec)) {
      try {
        return on(node, spec);
      } catch (UnfitException e) {
        first = first == null ? e : first;
      }
    }
    throw first == null ? new UnfitException("the target has no nodes") : first;
  }

  private Place on(SiteNode node, JobSpec spec) throws UnfitException {
    // The number of nodes of a batch job is fixed: an elastic job gets what it can work with.
    int workers = spec.workers().min();
    int room = Math.min(workers, NodeKinds.perNode(node, spec.resources()));
    int nodes = (workers + room - 1) / room;
    if (node.maximum() != null && nodes > node.maximum()) {
      throw new UnfitException(
          "%d workers need %d nodes of the kind '%s', of which the target has %d"
              .formatted(workers, nodes, node.name(), node.maximum()));
    }
    int minutes = minutes(spec);
    Optional<SiteQueue> queue = queues.choose(spec, node, nodes, minutes);
    int limit = queue.map(queues::limit).orElse(Integer.MAX_VALUE);
    return new Place(
        node,
        queue.orElse(null),
        workers,
        (workers + nodes - 1) / nodes,
        nodes,
        settings.exclusive() || queue.map(way -> !way.shared()).orElse(!settings.asksForMemory()),
        Math.min(minutes, limit),
        limit < minutes);
  }

  /** The program is told when its own time is up, and has the grace besides. */
  private int minutes(JobSpec spec) {
    Duration own = spec.maximumDuration();
    Duration wanted = own == null ? settings.walltime() : own.plus(settings.grace());
    return (int) Math.ceilDiv(wanted.toSeconds(), SECONDS_PER_MINUTE);
  }
}
