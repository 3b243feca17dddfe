package dev.berth.targets.kubernetes.reading;

import dev.berth.targets.kubernetes.dialect.Scaling;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What else is known when an attempt is read.
 *
 * @param now the time
 * @param startWithin how long pods may wait for room, and again to start on their node
 * @param queueWithin how long they may wait in a queue of Kueue's
 * @param scaling who makes nodes there
 * @param silentNodes nodes that do not answer, and since when
 * @param events the namespace's events about the attempt's objects, in any order
 */
public record Surroundings(
    Instant now,
    Duration startWithin,
    Duration queueWithin,
    Scaling scaling,
    Map<String, Instant> silentNodes,
    List<Event> events) {

  /** Copies the collections. */
  public Surroundings {
    silentNodes = Map.copyOf(silentNodes);
    events = List.copyOf(events);
  }

  /** The latest event with one of these reasons about an object of that name. */
  Optional<Event> latest(String name, Collection<String> reasons) {
    Set<String> wanted = Set.copyOf(reasons);
    return events.stream()
        .filter(event -> wanted.contains(event.getReason()))
        .filter(event -> name.equals(event.getInvolvedObject().getName()))
        .max(Comparator.comparing(Surroundings::at));
  }

  /** When an event was last seen; its newer and its older form say so in different fields. */
  static Instant at(Event event) {
    if (event.getSeries() != null && event.getSeries().getLastObservedTime() != null) {
      return Instant.parse(event.getSeries().getLastObservedTime().getTime());
    }
    if (event.getLastTimestamp() != null) {
      return Instant.parse(event.getLastTimestamp());
    }
    return event.getEventTime() == null
        ? Instant.EPOCH
        : Instant.parse(event.getEventTime().getTime());
  }
}
