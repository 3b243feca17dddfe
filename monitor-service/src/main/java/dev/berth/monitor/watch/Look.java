package dev.berth.monitor.watch;

import dev.berth.contracts.Capacity;
import dev.berth.targets.api.NativeAttempt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one look at a target saw. */
public sealed interface Look {

  /**
   * It answered.
   *
   * @param found everything of ours that is there
   * @param capacity what it has, or null if it did not say
   */
  record Answered(List<NativeAttempt> found, @Nullable Capacity capacity) implements Look {
    /** Copies the list. */
    public Answered {
      found = List.copyOf(found);
    }
  }

  /**
   * It did not answer, which says nothing about any attempt.
   *
   * @param reason why not, in one sentence
   */
  record Silent(String reason) implements Look {}
}
