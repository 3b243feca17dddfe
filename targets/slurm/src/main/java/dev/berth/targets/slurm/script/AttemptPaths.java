package dev.berth.targets.slurm.script;

import dev.berth.contracts.AttemptId;

/**
 * Where an attempt's files are on the site's shared file system. All are paths there, never of this
 * machine.
 *
 * @param scratch Berth's folder at the site, absolute, without a slash at its end; it is there
 *     before the first job
 * @param attempt whose
 */
public record AttemptPaths(String scratch, AttemptId attempt) {

  /** The attempt's folder, which its batch script makes. */
  public String folder() {
    return scratch + "/attempts/" + attempt;
  }

  /** What all of its programs print; in {@code scratch} itself, since Slurm makes no folder. */
  public String output() {
    return scratch + '/' + attempt + ".out";
  }

  /** The {@link ExitRecord}. */
  public String exit() {
    return folder() + "/exit";
  }

  /**
   * Holds the id of the batch job that runs the attempt, made once; whoever makes it first, the
   * batch script at its start or a release, keeps every other away.
   */
  public String claim() {
    return folder() + "/claim";
  }

  /** That the attempt was released, and must not come again. */
  public String released() {
    return folder() + "/released";
  }
}
