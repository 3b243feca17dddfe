package dev.berth.local.demo;

import dev.berth.contracts.AttemptId;
import java.util.ArrayList;
import java.util.List;

/** Clusters that somebody has; nothing of theirs is broken for the demo. */
public final class GivenClusters implements Clusters {

  private final List<Cluster> clusters = new ArrayList<>();

  /**
   * Over those.
   *
   * @param accesses two, by each of which a namespace may be made
   * @param dialect what kind of cluster both are
   */
  public GivenClusters(List<Access> accesses, String dialect) {
    for (Access access : accesses) {
      clusters.add(new Cluster("given-" + (clusters.size() + 1), dialect, access));
    }
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
  public String harm(Cluster cluster, AttemptId attempt) throws DemoFailure {
    cluster.deleteJob(attempt);
    return "somebody deletes the Job of " + attempt;
  }

  @Override
  public String settle(Cluster cluster) {
    return "";
  }

  @Override
  public List<String> end() {
    List<String> left = new ArrayList<>();
    for (Cluster cluster : clusters) {
      try {
        cluster.clear();
      } catch (DemoFailure e) {
        left.add(String.valueOf(e.getMessage()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        left.add("the namespace %s of %s is left".formatted(Cluster.NAMESPACE, cluster));
      }
      cluster.close();
    }
    return left;
  }
}
