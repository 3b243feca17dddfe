package dev.berth.testing.live.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.slurm.live.SlurmCluster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Slurm's own accounting has of Berth's attempts. */
final class Accounts {

  private static final int COLUMNS = 5;

  private Accounts() {}

  /**
   * A job that Slurm took, whether it ran or not.
   *
   * @param attempt whose, by the job's name
   * @param id Slurm's number of it
   * @param state how it stands, such as {@code COMPLETED}
   * @param from when it started, in whole seconds; null if it never did
   * @param to when it ended; null while it has not
   */
  record Entry(
      AttemptId attempt, String id, String state, @Nullable Instant from, @Nullable Instant to) {}

  /** Every run of a job whose name begins like that. */
  static List<Entry> of(SlurmCluster cluster, String prefix) {
    String printed =
        cluster.administrator(
            "env",
            "SLURM_TIME_FORMAT=%s",
            "sacct",
            "--allusers",
            "--allocations",
            "--duplicates",
            "--noheader",
            "--parsable2",
            "--starttime=now-2hours",
            "--format=JobName,JobID,State,Start,End");
    List<Entry> entries = new ArrayList<>();
    for (String line : printed.lines().toList()) {
      String[] columns = line.split("\\|", -1);
      if (columns.length == COLUMNS && columns[0].startsWith(prefix)) {
        entries.add(
            new Entry(
                AttemptId.parse(columns[0]),
                columns[1],
                columns[2],
                time(columns[3]),
                time(columns[4])));
      }
    }
    return entries;
  }

  private static @Nullable Instant time(String seconds) {
    return seconds.matches("[0-9]+") ? Instant.ofEpochSecond(Long.parseLong(seconds)) : null;
  }
}
