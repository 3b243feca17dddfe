package dev.berth.targets.vm.running;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a worker is seen. */
public sealed interface WorkerSight {

  /** It is not there yet, or has not said who it is. */
  record Starting() implements WorkerSight {}

  /**
   * Its program runs.
   *
   * @param since by the machine's clock
   * @param leader who leads it: {@code PID:START}
   * @param notice what the provider said before it takes the machine, or null
   */
  record Running(Instant since, String leader, @Nullable String notice) implements WorkerSight {}

  /**
   * Its program has ended.
   *
   * @param exit its exit record
   * @param tail the last that it printed, at most 4,096 characters
   * @param notice what the provider said before it takes the machine, or null
   */
  record Ended(ExitRecord exit, String tail, @Nullable String notice) implements WorkerSight {}

  /**
   * It is gone and left no exit record.
   *
   * @param evidence in one sentence
   */
  record Gone(String evidence) implements WorkerSight {}

  /**
   * Its machine does not answer.
   *
   * @param reason why, in one sentence
   * @param since when it last did, or null if it never did
   */
  record Unreachable(String reason, @Nullable Instant since) implements WorkerSight {}
}
