package dev.berth.local.demo;

import dev.berth.contracts.AttemptId;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Clusters that somebody has, by their kubeconfigs; nothing of theirs is broken for the demo. */
public final class GivenClusters implements Clusters {

  private final List<Cluster> clusters;

  /**
   * Over those.
   *
   * @param kubeconfigs two, each with a current context that may make a namespace
   * @param dialect what kind of cluster both are
   */
  public GivenClusters(List<Path> kubeconfigs, String dialect) {
    this.clusters =
        IntStream.range(0, kubeconfigs.size())
            .mapToObj(
                i -> new Cluster("given-" + (i + 1), dialect, kubeconfigs.get(i).toAbsolutePath()))
            .toList();
  }

  @Override
  public void start() {
    // They run already.
  }

  @Override
  public List<Cluster> all() {
    return clusters;
  }

  @Override
  public String description() {
    return "two clusters of yours; the demo makes the namespace %s in each, and takes it away at its end"
        .formatted(Cluster.NAMESPACE);
  }

  @Override
  public String harm(Cluster cluster, AttemptId attempt) {
    cluster.deleteJob(attempt);
    return "somebody deletes the Job of " + attempt;
  }

  @Override
  public String settle(Cluster cluster) {
    return "";
  }

  @Override
  public void close() {
    for (Cluster cluster : clusters) {
      cluster.clear();
      cluster.close();
    }
  }
}
