package dev.berth.targets.slurm.site;

import dev.berth.contracts.Intent;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way into a system: a partition, a QOS, or both, with the limits that hold there. Where limits
 * depend on the size of the job, each range of sizes is one.
 *
 * @param name as refusals call it
 * @param partition {@code --partition}, or null for the default
 * @param qos {@code --qos}, or null for the default
 * @param nodes the kinds of nodes that it leads to, by name, at least one
 * @param minimumNodes of a job, at least 1
 * @param maximumNodes of a job, or null for no limit
 * @param maximumMinutes the walltime limit, or null for no limit
 * @param maximumRunning jobs of a user that run at once, or null
 * @param maximumQueued jobs of a user that are there at once, waiting or running, or null
 * @param maximumAccelerators of a job, or null; a way in for parts of nodes has such
 * @param maximumCpus cores of a job, or null
 * @param shared whether a node is shared with other jobs, so that a job pays for its part
 * @param preemptible whether jobs may be ended for others; only jobs that allow it are put there
 * @param fromPriority the least priority of jobs that are put there, from 0 to 1,000; null for any.
 *     Those that cost more have one
 * @param intents only jobs with one of these are put there; all if there are none
 * @param chargeFactor what is charged, times the system's rate; null if the site does not say
 * @param byName whether it is used only where {@code driver.settings} name it: what is for people
 *     at terminals, for tests of the system, or by leave
 */
@RegisterForReflection
public record SiteQueue(
    String name,
    @Nullable String partition,
    @Nullable String qos,
    List<String> nodes,
    Integer minimumNodes,
    @Nullable Integer maximumNodes,
    @Nullable Integer maximumMinutes,
    @Nullable Integer maximumRunning,
    @Nullable Integer maximumQueued,
    @Nullable Integer maximumAccelerators,
    @Nullable Integer maximumCpus,
    boolean shared,
    boolean preemptible,
    @Nullable Integer fromPriority,
    List<Intent> intents,
    @Nullable Double chargeFactor,
    boolean byName) {

  /**
   * Fills in what was not said and copies the lists.
   *
   * @throws IllegalArgumentException if something is out of bounds, naming it
   */
  @SuppressWarnings("NullAway") // absent in the file arrives as null
  public SiteQueue {
    minimumNodes = minimumNodes == null ? 1 : minimumNodes;
    if (name == null || nodes == null || nodes.isEmpty()) {
      throw new IllegalArgumentException("queue '%s' needs a name and nodes".formatted(name));
    }
    require(minimumNodes >= 1, name, "minimumNodes", minimumNodes);
    require(
        maximumNodes == null || maximumNodes >= minimumNodes, name, "maximumNodes", maximumNodes);
    require(maximumMinutes == null || maximumMinutes >= 1, name, "maximumMinutes", maximumMinutes);
    require(maximumRunning == null || maximumRunning >= 1, name, "maximumRunning", maximumRunning);
    require(maximumQueued == null || maximumQueued >= 1, name, "maximumQueued", maximumQueued);
    nodes = List.copyOf(nodes);
    intents = intents == null ? List.of() : List.copyOf(intents);
  }

  private static void require(boolean holds, String queue, String field, @Nullable Object value) {
    if (!holds) {
      throw new IllegalArgumentException(
          "queue '%s': %s %s is out of bounds".formatted(queue, field, value));
    }
  }
}
