package dev.berth.targets.slurm.rendering;

import dev.berth.targets.slurm.site.SiteNode;
import dev.berth.targets.slurm.site.SiteQueue;
import org.jspecify.annotations.Nullable;

/**
 * Where a job goes, and how it is laid out there.
 *
 * @param node what a node is like
 * @param queue the way in that the profile has; null if it has none, or the settings name another
 * @param workers how many there are
 * @param perNode the most workers on one node
 * @param nodes how many nodes
 * @param wholeNodes whether nodes are shared with nobody
 * @param minutes the time limit
 * @param clipped whether the queue allows less time than was asked for
 */
record Place(
    SiteNode node,
    @Nullable SiteQueue queue,
    int workers,
    int perNode,
    int nodes,
    boolean wholeNodes,
    int minutes,
    boolean clipped) {

  /** Cores of each worker: what it asks for, or its part of a node that is its job's alone. */
  int coresPerWorker(double asked) {
    return wholeNodes ? node.cpus() / perNode : (int) Math.ceil(asked);
  }
}
