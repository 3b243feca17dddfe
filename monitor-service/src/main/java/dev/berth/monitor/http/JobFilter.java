package dev.berth.monitor.http;

import dev.berth.monitor.JobPhase;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs are asked for.
 *
 * @param phase those that stand there, or null for any
 * @param team those of that team, or null for any
 */
record JobFilter(@Nullable JobPhase phase, @Nullable String team) {

  boolean takes(JobSummary job) {
    return (phase == null || phase == job.phase()) && (team == null || team.equals(job.team()));
  }
}
