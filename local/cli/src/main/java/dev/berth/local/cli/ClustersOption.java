package dev.berth.local.cli;

import dev.berth.local.client.Complaint;
import dev.berth.local.client.ExitCode;
import dev.berth.local.demo.Access;
import dev.berth.local.demo.Clusters;
import dev.berth.local.demo.GivenClusters;
import dev.berth.local.demo.ProjectClusters;
import dev.berth.local.platform.Home;
import dev.berth.local.platform.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Over which clusters the demo plays, if over any. */
final class ClustersOption {

  private static final int NEEDED = 2;

  @Option(names = "--kubernetes", description = "Play over two Kubernetes clusters.")
  private boolean kubernetes;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description =
          "With --kubernetes: a cluster of yours; twice, or once with two contexts of that file.")
  private List<Path> kubeconfigs = List.of();

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description =
          "With --kubeconfig: a context of it, twice; the current one of each file if not said.")
  private List<String> contexts = List.of();

  @Option(
      names = "--dialect",
      paramLabel = "NAME",
      description = "With --kubeconfig: what kind both are; ${DEFAULT-VALUE} if not said.")
  private String dialect = "kind";

  /** Those that were asked for; empty if none were. */
  Optional<Clusters> clusters(Home home, Place place) {
    if (!kubernetes) {
      usage(kubeconfigs.isEmpty(), "--kubeconfig needs --kubernetes");
      usage(contexts.isEmpty(), "--context needs --kubernetes");
      return Optional.empty();
    }
    if (kubeconfigs.isEmpty()) {
      usage(contexts.isEmpty(), "--context needs --kubeconfig");
      return Optional.of(own(home, place));
    }
    return Optional.of(new GivenClusters(accesses(), dialect));
  }

  private static Clusters own(Home home, Place place) {
    ProjectClusters.missing(home, System.getenv())
        .ifPresent(missing -> {
          throw new Complaint(
              ExitCode.NOT_UP,
              "two Kubernetes clusters are needed, and %s; or name two of your own with --kubeconfig A --kubeconfig B"
                  .formatted(missing));
        });
    return new ProjectClusters(home, place, System.getenv());
  }

  private List<Access> accesses() {
    for (Path file : kubeconfigs) {
      usage(Files.isReadable(file), "kubeconfig %s cannot be read".formatted(file));
    }
    usage(
        kubeconfigs.size() == NEEDED || (kubeconfigs.size() == 1 && !contexts.isEmpty()),
        "--kubeconfig is needed twice, once for each cluster, or once with two contexts, and was given %d times"
            .formatted(kubeconfigs.size()));
    usage(
        contexts.isEmpty() || contexts.size() == NEEDED,
        "--context is needed twice, once for each cluster, and was given %d times"
            .formatted(contexts.size()));
    List<Access> accesses = IntStream.range(0, NEEDED).mapToObj(this::access).toList();
    String server = accesses.getFirst().server();
    usage(
        !accesses.getLast().server().equals(server),
        "two clusters are needed, and both are " + server);
    return accesses;
  }

  private Access access(int cluster) {
    Path file = kubeconfigs.get(Math.min(cluster, kubeconfigs.size() - 1)).toAbsolutePath();
    @Nullable String context = contexts.isEmpty() ? null : contexts.get(cluster);
    try {
      return Access.checked(file, context);
    } catch (IllegalArgumentException e) {
      throw new Complaint(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static void usage(boolean holds, String otherwise) {
    if (!holds) {
      throw new Complaint(ExitCode.USAGE, otherwise);
    }
  }
}
