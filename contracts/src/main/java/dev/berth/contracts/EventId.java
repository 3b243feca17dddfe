package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * An event's id. An event that is caused derives its id from its cause, so that doing the work
 * again repeats the id.
 *
 * @param value of 1 to 200 characters; ours are name-based UUIDs (RFC 9562, version 3), a
 *     pipeline's are its own
 */
@RegisterForReflection
public record EventId(@JsonValue String value) {

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if it is empty or too long
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public EventId {
    if (value.isEmpty() || value.length() > 200) {
      throw new IllegalArgumentException(
          "event id '%s' is not 1 to 200 characters".formatted(value));
    }
  }

  /**
   * The id of what follows from a cause.
   *
   * @param cause the causing event's id, or, for a fact that is unique for an attempt, the
   *     attempt's id
   * @param type what follows
   */
  public static EventId derived(Object cause, EventType type) {
    String name = cause + "/" + type.wireName();
    return new EventId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
