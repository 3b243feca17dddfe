package dev.berth.targets.slurm.rendering;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.JobSpec;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.slurm.site.SiteNode;
import dev.berth.targets.slurm.site.SiteQueue;
import dev.berth.targets.slurm.site.SlurmSettings;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the way in: partition and QOS. */
final class Queues {

  private final SlurmSettings settings;

  Queues(SlurmSettings settings) {
    this.settings = settings;
  }

  /**
   * The way in for a job of that many nodes, the preferred one that has the time, or else the one
   * that has most; empty if the profile has none, or the settings name another.
   *
   * @param minutes how long the job wants to run
   */
  Optional<SiteQueue> choose(JobSpec spec, SiteNode node, int nodes, int minutes)
      throws UnfitException {
    List<SiteQueue> open = open(spec, node);
    if (open.isEmpty()) {
      return Optional.empty();
    }
    List<SiteQueue> preferred =
        open.stream()
            .filter(queue -> !limitsHold() || admits(queue, spec, nodes))
            .sorted(Comparator.comparingInt(queue -> rank(queue, spec)))
            .toList();
    if (preferred.isEmpty()) {
      throw new UnfitException(tooLarge(spec, node, nodes, open));
    }
    return Optional.of(
        preferred.stream()
            .filter(queue -> limit(queue) >= minutes)
            .findFirst()
            .orElseGet(() -> longest(preferred)));
  }

  /** A reservation has limits of its own, by arrangement with the site. */
  private boolean limitsHold() {
    return settings.reservation() == null;
  }

  private SiteQueue longest(List<SiteQueue> preferred) {
    return preferred.stream()
        .filter(queue -> queue.intents().isEmpty())
        .max(Comparator.comparingInt(this::limit))
        .orElseGet(preferred::getFirst);
  }

  /** The longest that a job may run there, in minutes. */
  int limit(SiteQueue queue) {
    return queue.maximumMinutes() == null || !limitsHold()
        ? Integer.MAX_VALUE
        : queue.maximumMinutes();
  }

  /** What the settings name, or else what any job may use. None if they name another way. */
  private List<SiteQueue> open(JobSpec spec, SiteNode node) {
    List<SiteQueue> there =
        settings.profile().queues().stream()
            .filter(queue -> queue.nodes().contains(node.name()))
            .toList();
    if (settings.partition() != null || settings.qos() != null) {
      return there.stream()
          .filter(queue -> named(settings.partition(), queue.partition()))
          .filter(queue -> named(settings.qos(), queue.qos()))
          .toList();
    }
    return there.stream()
        .filter(queue -> !queue.byName())
        .filter(queue -> !queue.preemptible() || spec.constraints().preemptible())
        .filter(queue -> queue.fromPriority() == null || spec.priority() >= queue.fromPriority())
        .filter(queue ->
            queue.intents().isEmpty()
                || (spec.intent() != null && queue.intents().contains(spec.intent())))
        .toList();
  }

  private static boolean named(@Nullable String said, @Nullable String queue) {
    return said == null || Objects.equals(said, queue);
  }

  private static boolean admits(SiteQueue queue, JobSpec spec, int nodes) {
    Accelerators accelerators = spec.resources().accelerators();
    long count = accelerators == null ? 0 : (long) accelerators.count() * spec.workers().min();
    double cpus = spec.resources().cpus() * spec.workers().min();
    return nodes >= queue.minimumNodes()
        && (queue.maximumNodes() == null || nodes <= queue.maximumNodes())
        && (queue.maximumAccelerators() == null || count <= queue.maximumAccelerators())
        && (queue.maximumCpus() == null || cpus <= queue.maximumCpus());
  }

  /** What was asked for by name comes first, then what costs less, then the profile's order. */
  private static int rank(SiteQueue queue, JobSpec spec) {
    if (!queue.intents().isEmpty()) {
      return 0;
    }
    if (queue.fromPriority() != null) {
      return 1;
    }
    return spec.constraints().preemptible() && queue.preemptible() ? 2 : 3;
  }

  private static String tooLarge(JobSpec spec, SiteNode node, int nodes, List<SiteQueue> open) {
    StringBuilder ways = new StringBuilder();
    for (SiteQueue queue : open) {
      ways.append(ways.isEmpty() ? "" : ", ")
          .append(queue.name())
          .append(" from ")
          .append(queue.minimumNodes())
          .append(" to ")
          .append(queue.maximumNodes() == null ? "all" : queue.maximumNodes().toString());
    }
    return "%d workers need %d nodes of the kind '%s', and the site's queues take: %s"
        .formatted(spec.workers().min(), nodes, node.name(), ways);
  }
}
