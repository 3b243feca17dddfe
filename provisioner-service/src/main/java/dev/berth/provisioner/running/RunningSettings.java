package dev.berth.provisioner.running;

import dev.berth.provisioner.Backoff;

/**
 * The bounds of running lanes.
 *
 * @param callsPerTarget how many calls a target gets at once, at least 1
 * @param rememberedJobs how many jobs without work a partition remembers, at least 0
 * @param backoff the waits between tries
 */
public record RunningSettings(int callsPerTarget, int rememberedJobs, Backoff backoff) {

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is broken, naming it
   */
  public RunningSettings {
    if (callsPerTarget < 1 || rememberedJobs < 0) {
      throw new IllegalArgumentException(
          "callsPerTarget %d must be at least 1, rememberedJobs %d not below 0"
              .formatted(callsPerTarget, rememberedJobs));
    }
  }
}
