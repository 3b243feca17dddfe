package dev.berth.targets.slurm;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.Conversation;
import dev.berth.targets.slurm.conversation.NodeRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Nodes that do not answer. The processes of a job that Slurm has given up may live there: where
 * only slurmd died, they run and write on until it is back. A node that has been silent for a time
 * after that is believed dead, or else a machine that burnt would hold up its jobs for ever. Slurm
 * may end a node's jobs minutes before it calls the node DOWN, so that is not waited for.
 */
final class DeadNodes {

  /** Above so many names, one list of all nodes is cheaper. */
  private static final int FEW = 8;

  private final Conversation conversation;
  private final Duration deathAfter;
  private final Clock clock;
  private final Map<String, Instant> silentSince = new ConcurrentHashMap<>();

  DeadNodes(Conversation conversation, Duration deathAfter, Clock clock) {
    this.conversation = conversation;
    this.deathAfter = deathAfter;
    this.clock = clock;
  }

  /**
   * Why processes may live on one of these nodes unseen; empty if none can.
   *
   * @param written the nodes, in Slurm's notation
   */
  Optional<String> mayRunOn(String written) throws TargetTroubleException {
    Set<String> names = HostList.names(written);
    List<NodeRow> rows = names.size() > FEW ? conversation.nodes() : conversation.nodes(names);
    for (NodeRow row : rows) {
      if (names.contains(row.name())) {
        Optional<String> why = mayRunOn(row);
        if (why.isPresent()) {
          return why;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<String> mayRunOn(NodeRow node) {
    if (!node.isSilent() || node.isPoweredOff()) {
      silentSince.remove(node.name());
      return Optional.empty();
    }
    Instant since = silentSince.computeIfAbsent(node.name(), _ -> clock.instant());
    Instant dead = since.plus(deathAfter);
    return clock.instant().isBefore(dead)
        ? Optional.of(
            "node %s does not answer; it is believed dead from %s on".formatted(node.name(), dead))
        : Optional.empty();
  }
}
