package dev.berth.provisioner;

import dev.berth.contracts.PlacedAttempt;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a lane knows of its job.
 *
 * @param highest the highest attempt number seen in a decision or an ending; 0 if none was
 * @param closed attempts of that number that must not be submitted any more
 * @param courses the work that is not over, by attempt and target
 */
public record LaneState(
    int highest, SortedSet<PlacedAttempt> closed, SortedMap<PlacedAttempt, Course> courses) {

  private static final Comparator<PlacedAttempt> ORDER =
      Comparator.comparing(PlacedAttempt::attempt).thenComparing(PlacedAttempt::target);

  /** Of a job of which nothing is known. */
  public static final LaneState EMPTY =
      new LaneState(0, new TreeSet<>(ORDER), new TreeMap<>(ORDER));

  /** Copies the collections. */
  public LaneState {
    SortedSet<PlacedAttempt> ordered = new TreeSet<>(ORDER);
    ordered.addAll(closed);
    closed = Collections.unmodifiableSortedSet(ordered);
    SortedMap<PlacedAttempt, Course> copy = new TreeMap<>(ORDER);
    copy.putAll(courses);
    courses = Collections.unmodifiableSortedMap(copy);
  }

  /** Whether nothing is left to do. */
  public boolean idle() {
    return courses.isEmpty();
  }

  /**
   * Whether this lane itself has heard that the target confirmed the attempt's release, and has
   * told of it: what closes an attempt begins a course that ends in no other way. What was released
   * can never start there again, so that it stays true for as long as it is known. A lane that was
   * forgotten, by a crash, with its partition or for want of room, knows of no release, and neither
   * does one whose attempt's successor has been seen.
   */
  boolean isReleased(PlacedAttempt place) {
    return closed.contains(place) && !courses.containsKey(place);
  }

  /** Earlier attempts for which something is left to do. */
  SortedSet<PlacedAttempt> before(PlacedAttempt place) {
    SortedSet<PlacedAttempt> earlier = new TreeSet<>(ORDER);
    for (PlacedAttempt one : courses.keySet()) {
      if (one.attempt().number() < place.attempt().number()) {
        earlier.add(one);
      }
    }
    return earlier;
  }

  Optional<Course> course(PlacedAttempt place) {
    return Optional.ofNullable(courses.get(place));
  }

  LaneState with(Course course) {
    SortedMap<PlacedAttempt, Course> more = new TreeMap<>(courses);
    more.put(course.place(), course);
    return new LaneState(highest, closed, more);
  }

  LaneState without(PlacedAttempt place) {
    SortedMap<PlacedAttempt, Course> fewer = new TreeMap<>(courses);
    fewer.remove(place);
    return new LaneState(highest, closed, fewer);
  }

  /** Knows of that attempt; what is known of lower ones is kept in their courses only. */
  LaneState seeing(PlacedAttempt place) {
    return place.attempt().number() > highest
        ? new LaneState(place.attempt().number(), new TreeSet<>(ORDER), courses)
        : this;
  }

  LaneState closing(PlacedAttempt place) {
    LaneState seen = seeing(place);
    if (place.attempt().number() < seen.highest) {
      return seen;
    }
    SortedSet<PlacedAttempt> more = new TreeSet<>(ORDER);
    more.addAll(seen.closed);
    more.add(place);
    return new LaneState(seen.highest, more, courses);
  }
}
