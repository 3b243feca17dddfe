package dev.berth.targets.slurm.rendering;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Resources;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.slurm.site.SiteNode;
import dev.berth.targets.slurm.site.SiteProfile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of nodes that a target has: the fleet file's, with what the profile knows of them. */
public final class NodeKinds {

  private final List<SiteNode> all;

  private NodeKinds(List<SiteNode> all) {
    this.all = List.copyOf(all);
  }

  /**
   * Those of that target.
   *
   * @throws IllegalArgumentException if one is not in the site's profile, or is said to have what
   *     it has not, naming it
   */
  public static NodeKinds of(Target target, SiteProfile profile) {
    List<SiteNode> kinds = new ArrayList<>();
    for (NodeShape shape : target.nodes()) {
      kinds.add(profile.nodes().isEmpty() ? plain(shape) : known(target, profile, shape));
    }
    return new NodeKinds(kinds);
  }

  private static SiteNode plain(NodeShape shape) {
    return new SiteNode(
        shape.name(),
        Math.max(1, (int) shape.cpus()),
        1,
        shape.memoryMiB(),
        shape.accelerators(),
        null,
        null,
        shape.maximum());
  }

  private static SiteNode known(Target target, SiteProfile profile, NodeShape shape) {
    SiteNode node =
        profile
            .node(shape.name())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "target '%s': nodes: '%s' is none of %s: %s"
                        .formatted(
                            target.id(),
                            shape.name(),
                            profile.title(),
                            profile.nodes().stream().map(SiteNode::name).toList())));
    if (shape.cpus() > node.cpus()
        || shape.memoryMiB() > node.memoryMiB()
        || !isWithin(shape.accelerators(), node.accelerators())) {
      throw new IllegalArgumentException(
          "target '%s': nodes: '%s' with %s cpus, %d MiB and %s is more than that node has: %s"
              .formatted(
                  target.id(),
                  shape.name(),
                  shape.cpus(),
                  shape.memoryMiB(),
                  told(shape.accelerators()),
                  told(node)));
    }
    return new SiteNode(
        node.name(),
        Math.max(1, (int) shape.cpus()),
        node.threadsPerCore(),
        shape.memoryMiB(),
        shape.accelerators(),
        node.constraint(),
        node.gpuType(),
        shape.maximum());
  }

  private static boolean isWithin(@Nullable Accelerators said, @Nullable Accelerators has) {
    return said == null
        || (has != null && said.kind().equals(has.kind()) && said.count() <= has.count());
  }

  /**
   * Those that can have a worker, in the fleet file's order; such as have no accelerators come
   * first where none are asked for.
   */
  List<SiteNode> fitting(JobSpec spec) throws UnfitException {
    List<SiteNode> fitting =
        all.stream()
            .filter(node -> perNode(node, spec.resources()) > 0)
            .sorted(Comparator.comparing(node -> wasted(node, spec)))
            .toList();
    if (fitting.isEmpty()) {
      Resources asked = spec.resources();
      throw new UnfitException(
          "a worker of %s cpus, %d MiB and %s fits on none of the target's nodes: %s"
              .formatted(
                  asked.cpus(),
                  asked.memoryMiB(),
                  told(asked.accelerators()),
                  all.stream().map(NodeKinds::told).collect(Collectors.joining(", "))));
    }
    return fitting;
  }

  private static boolean wasted(SiteNode node, JobSpec spec) {
    return spec.resources().accelerators() == null && node.accelerators() != null;
  }

  /** How many such workers a node has room for; none if it lacks what they need. */
  static int perNode(SiteNode node, Resources asked) {
    int room =
        Math.min(
            node.cpus() / Math.max(1, (int) Math.ceil(asked.cpus())),
            (int) Math.min(Integer.MAX_VALUE, node.memoryMiB() / asked.memoryMiB()));
    Accelerators accelerators = asked.accelerators();
    if (accelerators == null) {
      return room;
    }
    Accelerators has = node.accelerators();
    return has == null || !has.kind().equals(accelerators.kind())
        ? 0
        : Math.min(room, has.count() / accelerators.count());
  }

  static String told(@Nullable Accelerators accelerators) {
    return accelerators == null
        ? "no accelerator"
        : accelerators.count() + " " + accelerators.kind();
  }

  private static String told(SiteNode node) {
    return "%s (%d cpus, %d MiB, %s)"
        .formatted(node.name(), node.cpus(), node.memoryMiB(), told(node.accelerators()));
  }
}
