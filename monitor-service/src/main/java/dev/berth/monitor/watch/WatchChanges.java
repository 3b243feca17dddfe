package dev.berth.monitor.watch;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.monitor.AttemptState;
import dev.berth.monitor.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads off two states of a job what the watchers of its targets have to be told. */
public final class WatchChanges {

  private WatchChanges() {}

  /**
   * What has changed for watchers.
   *
   * @param before the job as it was, or null if it was not known
   * @param after the job as it is, or null if it was forgotten
   */
  public static List<WatchChange> between(@Nullable JobState before, @Nullable JobState after) {
    List<WatchChange> changes = new ArrayList<>();
    TreeSet<Integer> numbers = new TreeSet<>();
    if (before != null) {
      numbers.addAll(before.attempts().keySet());
    }
    if (after != null) {
      numbers.addAll(after.attempts().keySet());
    }
    for (int number : numbers) {
      AttemptState was = before == null ? null : before.attempts().get(number);
      AttemptState is = after == null ? null : after.attempts().get(number);
      Expected expectedBefore = expected(before, was);
      Expected expectedNow = expected(after, is);
      if (expectedBefore != null
          && (expectedNow == null || !expectedNow.target().equals(expectedBefore.target()))) {
        changes.add(new WatchChange.Forget(expectedBefore.target(), expectedBefore.attempt()));
      }
      if (expectedNow != null && !expectedNow.equals(expectedBefore)) {
        changes.add(new WatchChange.Expect(expectedNow));
      }
      if (is != null
          && is.target() != null
          && is.endedAt() != null
          && (was == null || was.ending() == null)
          && isInfrastructures(is.ending())) {
        changes.add(new WatchChange.Failure(is.target(), is.id(), is.endedAt()));
      }
    }
    return changes;
  }

  private static @Nullable Expected expected(
      @Nullable JobState job, @Nullable AttemptState attempt) {
    if (job == null
        || attempt == null
        || attempt.target() == null
        || attempt.submittedAt() == null
        || attempt.nativeId() == null
        || attempt.releasedAt() != null) {
      return null;
    }
    Accelerators accelerators = job.spec() == null ? null : job.spec().resources().accelerators();
    return new Expected(
        attempt.id(),
        attempt.target(),
        attempt.nativeId(),
        attempt.submittedAt(),
        attempt.ending() != null,
        job.spec() == null ? 1 : job.spec().workers().min(),
        accelerators == null ? null : accelerators.kind());
  }

  private static boolean isInfrastructures(@Nullable Ending ending) {
    return switch (ending) {
      case Ending.Lost _ -> true;
      case Ending.Failed failed -> failed.category() == FailureCategory.INFRASTRUCTURE;
      case Ending.Succeeded _, Ending.Cancelled _ -> false;
      case null -> false;
    };
  }
}
