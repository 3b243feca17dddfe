package dev.berth.testing.simulation;

import dev.berth.contracts.JobId;
import org.jspecify.annotations.Nullable;

/** Something happened that must never happen. */
final class LawBroken extends AssertionError {

  private static final long serialVersionUID = 1L;

  private final transient @Nullable JobId job;

  LawBroken(@Nullable JobId job, String law) {
    super(law);
    this.job = job;
  }

  /** Whose story to read; null if it is everybody's. */
  @Nullable JobId job() {
    return job;
  }
}
