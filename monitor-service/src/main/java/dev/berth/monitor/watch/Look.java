package dev.berth.monitor.watch;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.targets.api.NativeAttempt;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one look at a target saw. */
public sealed interface Look {

  /** The same, with what these attempts were after it began in the place of what it saw of them. */
  default Look with(Map<AttemptId, NativeAttempt> newer) {
    return switch (this) {
      case Answered answered when !newer.isEmpty() -> answered.updated(newer);
      case Answered answered -> answered;
      case Silent silent -> silent;
    };
  }

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

    private Answered updated(Map<AttemptId, NativeAttempt> newer) {
      Map<AttemptId, NativeAttempt> all = new LinkedHashMap<>();
      found.forEach(one -> all.put(one.attempt(), one));
      all.putAll(newer);
      return new Answered(List.copyOf(all.values()), capacity);
    }
  }

  /**
   * It did not answer, which says nothing about any attempt.
   *
   * @param reason why not, in one sentence
   */
  record Silent(String reason) implements Look {}
}
