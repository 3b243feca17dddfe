package dev.berth.monitor;

import dev.berth.contracts.Envelope;
import dev.berth.contracts.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes events and time into jobs, as {@link Ledger} does; what stands around it keeps to that. */
public interface Folding {

  /** See {@link Ledger#fold}. */
  Folded fold(JobId job, @Nullable JobState before, Envelope<?> event, Instant now);

  /** See {@link Ledger#wake}. */
  Folded wake(JobState before, Instant now);

  /** The ledger's own. */
  static Folding by(Ledger ledger) {
    return new Folding() {
      @Override
      public Folded fold(JobId job, @Nullable JobState before, Envelope<?> event, Instant now) {
        return ledger.fold(job, before, event, now);
      }

      @Override
      public Folded wake(JobState before, Instant now) {
        return ledger.wake(before, now);
      }
    };
  }
}
