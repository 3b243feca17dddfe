package dev.berth.targets.slurm.site;

import dev.berth.contracts.Interconnect;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a site's documents say of one of its systems. A profile says what can be asked for there and
 * how; what a target has, its fleet file says.
 *
 * @param site the site, which is the {@code dialect} of its targets
 * @param system the system, as {@code driver.settings.system} names it
 * @param title as people call it
 * @param retired when and why no job goes there any more, in a sentence; null while it runs
 * @param login the login nodes' name, or null where everybody's is another
 * @param account what accounts look like, or null where there is no rule
 * @param gpuOption how accelerators are asked for
 * @param asksForMemory whether a job says how much memory it needs; elsewhere it has whole nodes
 * @param nodes the kinds of nodes; none in a profile for any system, where the fleet file's count
 * @param queues the ways in, in the order in which they are preferred; none leaves it to the
 *     system's default
 * @param containers what runs images there, the preferred one first
 * @param modules what every job loads
 * @param containerModules what jobs with an image load besides
 * @param environment further variables of every job, such as what the fast network needs
 * @param scratch Berth's folder on the scratch file system, with {@code {user}}, {@code {u}} (its
 *     first letter) and {@code {account}} (in lower case) in it; null where it cannot be told
 *     beforehand
 * @param purgeDays after how many days without use files there are removed; null if they are not
 * @param charge what is charged and how, in a sentence, or null
 * @param interconnect what nodes talk over
 */
@RegisterForReflection
public record SiteProfile(
    String site,
    String system,
    String title,
    @Nullable String retired,
    @Nullable String login,
    @Nullable AccountForm account,
    GpuOption gpuOption,
    boolean asksForMemory,
    List<SiteNode> nodes,
    List<SiteQueue> queues,
    List<ContainerRuntime> containers,
    List<String> modules,
    List<String> containerModules,
    Map<String, String> environment,
    @Nullable String scratch,
    @Nullable Integer purgeDays,
    @Nullable String charge,
    @Nullable Interconnect interconnect) {

  /**
   * Copies the collections.
   *
   * @throws IllegalArgumentException if something is missing, or a queue leads to nodes that are
   *     not there, naming it
   */
  @SuppressWarnings("NullAway") // absent in the file arrives as null
  public SiteProfile {
    if (site == null || system == null || title == null || gpuOption == null) {
      throw new IllegalArgumentException(
          "profile of '%s', system '%s': site, system, title and gpuOption must be said"
              .formatted(site, system));
    }
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
    queues = queues == null ? List.of() : List.copyOf(queues);
    containers = containers == null ? List.of() : List.copyOf(containers);
    modules = modules == null ? List.of() : List.copyOf(modules);
    containerModules = containerModules == null ? List.of() : List.copyOf(containerModules);
    environment =
        environment == null
            ? Map.of()
            : Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    List<String> known = nodes.stream().map(SiteNode::name).toList();
    for (SiteQueue queue : queues) {
      if (!known.containsAll(queue.nodes())) {
        throw new IllegalArgumentException(
            "queue '%s' leads to %s, and the nodes are %s"
                .formatted(queue.name(), queue.nodes(), known));
      }
    }
  }

  /** The kind of node of that name. */
  public Optional<SiteNode> node(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
  }
}
