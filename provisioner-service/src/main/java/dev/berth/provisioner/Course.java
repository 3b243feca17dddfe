package dev.berth.provisioner;

import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.PlacedAttempt;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The work on one attempt at one target. At most one task of it is under way.
 *
 * @param stage where it stands
 * @param ending the release that is to follow what is under way, or null
 * @param receipts of the events that are done when the course is over
 */
public record Course(Stage stage, Task.@Nullable Releasing ending, SortedSet<Receipt> receipts) {

  /** Copies the receipts. */
  public Course {
    receipts = Collections.unmodifiableSortedSet(new TreeSet<>(receipts));
  }

  /** The attempt and its target. */
  public PlacedAttempt place() {
    return stage.task().place();
  }

  /** Whether the attempt has to be released before the course is over, and is not yet. */
  public boolean owesRelease() {
    return ending != null || stage.task() instanceof Task.Releasing;
  }

  Course at(Stage next) {
    return new Course(next, ending, receipts);
  }

  Course with(Receipt receipt) {
    SortedSet<Receipt> more = new TreeSet<>(receipts);
    more.add(receipt);
    return new Course(stage, ending, more);
  }

  /** Released after what is under way; the first who wanted it says why. */
  Course endingBy(Task.Releasing release) {
    return new Course(stage, ending == null ? release : ending, receipts);
  }

  /** With nothing owed besides what is under way. */
  Course owingNothing() {
    return new Course(stage, null, receipts);
  }

  /**
   * Whether nothing was done yet, or nothing is known to have been: a submission that is fenced, or
   * waits for its target's trouble to pass, is given up for a release.
   */
  boolean abandonable() {
    return switch (stage) {
      case Stage.Fenced _ -> true;
      case Stage.Waiting waiting -> waiting.task() instanceof Task.Submit;
      case Stage.Calling _ -> false;
    };
  }

  /** Whether what is under way ends with the news of a release. */
  boolean releases() {
    return releases(stage.task());
  }

  static boolean releases(Task task) {
    return switch (task) {
      case Task.Release _, Task.Fence _ -> true;
      case Task.Publish publish -> publish.event() instanceof AttemptReleased;
      case Task.Submit _, Task.MakeRefusalFinal _ -> false;
    };
  }
}
