package dev.berth.testing.live.vm;

import dev.berth.contracts.Constraints;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Resources;
import dev.berth.contracts.Workers;
import dev.berth.testing.live.CommandJobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * Programs that have the marks of training: they take their time, and go on where they were. What
 * they do they tell in a folder that all machines have in common; there each holds a lock of its
 * job's for as long as it lives, which tells whether two were alive at a time.
 *
 * @param common that folder, as this machine has it
 */
record Counting(Path common) {

  private static final String SCRIPT =
      """
      state="$BERTH_CHECKPOINT_DIR/count-$BERTH_RANK" story="/srv/common/$BERTH_JOB.story"
      say() { echo "$BERTH_ATTEMPT $BERTH_RANK $*" >>"$story"; }
      exec 8>>"/srv/common/$BERTH_JOB.$BERTH_RANK.lock"
      flock -n 8 || say overlaps
      count=$(cat "$state" 2>/dev/null || echo 0)
      say "begins at $count on $(hostname) resumed=$BERTH_RESUMED"
      trap 'say "is told at $count"; sleep "$2"; exit 0' TERM
      while [ "$count" -lt "$1" ]; do
        count=$((count + 1))
        echo "$count" >"$state.new" && mv "$state.new" "$state"
        sleep 0.1
      done
      say "ends at $count"
      """;

  /** Where targets are to keep their jobs' checkpoints. */
  static final String CHECKPOINTS = "/srv/common/checkpoints";

  /** In that folder, which is made. */
  static Counting in(Path folder) throws IOException {
    Path common = Files.createDirectory(folder.resolve("common"));
    Files.setPosixFilePermissions(common, PosixFilePermissions.fromString("rwxrwxrwx"));
    return new Counting(common);
  }

  /** Counts so far, ten times a second, with checkpoints that all machines see. */
  JobSpec to(String id, int goal, int workers, double cpus, Constraints constraints) {
    return to(id, goal, workers, cpus, constraints, 0);
  }

  /**
   * The same.
   *
   * @param saving how many seconds it takes to end once it is told to
   */
  JobSpec to(String id, int goal, int workers, double cpus, Constraints constraints, int saving) {
    return CommandJobs.of(
        id,
        List.of(
            "/bin/sh", "-c", SCRIPT, "counting", Integer.toString(goal), Integer.toString(saving)),
        new Resources(cpus, 256, null),
        new Workers(workers, workers),
        null,
        constraints);
  }

  /** What all attempts of a job have told, in order. */
  List<String> story(JobId job) {
    try {
      return Files.readAllLines(common.resolve(job + ".story"));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The machine on which a job's last attempt has begun, such as {@code h2}. */
  String host(JobId job) {
    return story(job).stream()
        .filter(line -> line.contains(" begins at "))
        .map(line -> line.replaceFirst(".* on (h[0-9]+) .*", "$1"))
        .reduce((_, last) -> last)
        .orElseThrow(() -> new AssertionError("no attempt of " + job + " has begun"));
  }

  /** How far the first worker has come, by its checkpoint. */
  int count(JobId job) {
    try {
      return Integer.parseInt(
          Files.readString(common.resolve("checkpoints/%s/count-0".formatted(job))).strip());
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
