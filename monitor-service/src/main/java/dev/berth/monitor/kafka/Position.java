package dev.berth.monitor.kafka;

import dev.berth.contracts.Topic;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far somebody has read a job's events: the next offset on each of the four job topics, written
 * as four numbers with dashes between them.
 *
 * @param next by topic
 */
public record Position(Map<Topic, Long> next) {

  /** The topics, in the order in which a position is written. */
  public static final List<Topic> TOPICS =
      List.of(Topic.REQUESTS, Topic.DECISIONS, Topic.PROVISIONS, Topic.HEALTH);

  private static final Pattern WRITTEN = Pattern.compile("\\d{1,18}(-\\d{1,18}){3}");

  /** Before the first event. */
  public static final Position BEGINNING = parse("0-0-0-0");

  /** Copies the map. */
  public Position {
    next = Map.copyOf(next);
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if it is not four numbers with dashes between them
   */
  public static Position parse(String text) {
    if (!WRITTEN.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "event id '%s' is not four numbers with dashes between them".formatted(text));
    }
    String[] parts = text.split("-", -1);
    Map<Topic, Long> next = new EnumMap<>(Topic.class);
    for (int i = 0; i < TOPICS.size(); i++) {
      next.put(TOPICS.get(i), Long.parseLong(parts[i]));
    }
    return new Position(next);
  }

  /** The next offset on a topic. */
  public long on(Topic topic) {
    return next.getOrDefault(topic, 0L);
  }

  /** The position after a record of that topic. */
  Position after(Topic topic, long offset) {
    Map<Topic, Long> moved = new EnumMap<>(Topic.class);
    moved.putAll(next);
    moved.put(topic, offset + 1);
    return new Position(moved);
  }

  @Override
  public String toString() {
    return TOPICS.stream().map(topic -> Long.toString(on(topic))).collect(Collectors.joining("-"));
  }
}
