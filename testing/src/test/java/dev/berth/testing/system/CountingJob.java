package dev.berth.testing.system;

import dev.berth.contracts.JobSpec;
import dev.berth.testing.platform.Jobs;
import java.util.Map;

/** A program that has the marks of training: it takes its time, and goes on where it was. */
final class CountingJob {

  private CountingJob() {}

  /**
   * Counts so far, ten times a second, with checkpoints; tells its story in the platform's folder.
   */
  static JobSpec to(String id, int goal) {
    return Jobs.shell(
        id,
        """
        state="$BERTH_CHECKPOINT_DIR/count"
        count=$(cat "$state" 2>/dev/null || echo 0)
        echo "$BERTH_ATTEMPT resumed=$BERTH_RESUMED begins at $count, $TRACEPARENT" >> "$BERTH_JOB.story"
        while [ "$count" -lt %d ]; do
          count=$((count + 1))
          echo "$count" > "$state.new" && mv "$state.new" "$state"
          sleep 0.1
        done
        echo "$BERTH_ATTEMPT ends at $count" >> "$BERTH_JOB.story"
        """
            .formatted(goal),
        Map.of());
  }
}
