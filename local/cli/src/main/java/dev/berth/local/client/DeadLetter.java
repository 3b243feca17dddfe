package dev.berth.local.client;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read.
 *
 * @param time when it was put among the dead letters
 * @param topic where it stood
 * @param partition in which partition
 * @param offset at which offset
 * @param service which service could not read it
 * @param reason why
 * @param key its key, or null
 * @param value its value, byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // printed, never compared
public record DeadLetter(
    Instant time,
    String topic,
    String partition,
    String offset,
    String service,
    String reason,
    @Nullable String key,
    byte[] value) {

  /** The first characters, with what cannot be shown as a dot. */
  public String beginning(int characters) {
    String text = new String(value, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}|\uFFFD", ".");
    return text.length() <= characters ? text : text.substring(0, characters) + "…";
  }
}
