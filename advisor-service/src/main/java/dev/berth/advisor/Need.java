package dev.berth.advisor;

import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.Constraints;
import dev.berth.contracts.Intent;
import dev.berth.contracts.Interconnect;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Resources;
import dev.berth.contracts.Workers;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision depends on besides the fleet. Jobs that differ in nothing of this are placed
 * alike, and pipelines ask for few kinds of jobs many times.
 *
 * @param runtime what executes it
 * @param resources what one worker needs
 * @param workers how many
 * @param interconnect the least that they talk over, or null for any
 * @param intent whose weights count
 * @param constraints what a target must or must not be
 * @param history the job's ended attempts
 */
record Need(
    JobRuntime runtime,
    Resources resources,
    Workers workers,
    @Nullable Interconnect interconnect,
    Intent intent,
    Constraints constraints,
    AttemptHistory history) {

  static Need of(Question question) {
    JobSpec spec = question.spec();
    Intent intent = spec.intent();
    return new Need(
        spec.runtime(),
        spec.resources(),
        spec.workers(),
        spec.interconnect(),
        intent == null ? Intent.PRODUCTION : intent,
        spec.constraints(),
        question.history());
  }
}
