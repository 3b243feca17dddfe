package dev.berth.testing.bench.slurm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What slurmctld says it was asked. */
final class AskedOfSlurm {

  /**
   * A line of {@code sdiag} under "statistics by user", such as {@code berth (59998) count:12 …}.
   */
  private static final Pattern OF_USER =
      Pattern.compile("^\\s*(?:berth|59998)\\s*\\(\\s*\\d+\\)\\s+count:(\\d+)", Pattern.MULTILINE);

  private AskedOfSlurm() {}

  /** How many requests of Berth's user there were since the cluster's start. */
  static long requests(BenchCluster cluster) {
    Matcher found = OF_USER.matcher(cluster.client("sdiag"));
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }
}
