package dev.berth.testing.live.slurm;

import dev.berth.targets.slurm.live.SlurmCluster;
import java.util.Map;
import java.util.TreeMap;

/** What is in a cluster's queue, by Slurm's own word. */
final class Queue {

  private Queue() {}

  /** The states of the jobs that wait or run, by their names, which are attempts. */
  static Map<String, String> of(SlurmCluster cluster) {
    Map<String, String> states = new TreeMap<>();
    cluster
        .administrator("squeue", "--noheader", "--format=%j %T")
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(pair -> states.put(pair[0], pair[1]));
    return states;
  }

  /** The only node on which an attempt runs. */
  static String node(SlurmCluster cluster, String attempt) {
    return SlurmLoop.await()
        .until(
            () ->
                cluster
                    .administrator(
                        "squeue",
                        "--noheader",
                        "--states=running",
                        "--name=" + attempt,
                        "--format=%N")
                    .strip(),
            node -> node.matches("n[0-9]+"));
  }
}
