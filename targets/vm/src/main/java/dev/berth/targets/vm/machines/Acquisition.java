package dev.berth.targets.vm.machines;

import dev.berth.contracts.FailureCategory;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of asking for machines. */
public sealed interface Acquisition {

  /**
   * They are there, and their sshd answers with the host key that is pinned.
   *
   * @param machines one for each worker, in the workers' order; a host that stands may be there
   *     more than once
   */
  record Acquired(List<Machine> machines) implements Acquisition {
    /** Copies the list. */
    public Acquired {
      machines = List.copyOf(machines);
    }
  }

  /**
   * They cannot be had.
   *
   * @param category whose retry budget it takes from
   * @param reason what was said, in one sentence
   * @param heldSince since when the attempt had machines that are charged for, which were made
   *     before it was refused; null if it had none
   */
  record Refused(FailureCategory category, String reason, @Nullable Instant heldSince)
      implements Acquisition {

    /** Of an attempt that had none. */
    public Refused(FailureCategory category, String reason) {
      this(category, reason, null);
    }
  }
}
