package dev.berth.targets.kubernetes.ray;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import dev.berth.targets.kubernetes.rendering.Marks;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job as Ray's head has it.
 *
 * @param id its submission id
 * @param status {@code PENDING}, {@code RUNNING}, {@code SUCCEEDED}, {@code FAILED} or {@code
 *     STOPPED}
 * @param message Ray's words on it; of a failed one, with the end of its log
 * @param submittedAt when
 * @param endedAt when, or null
 * @param metadata what it was given, by name; an object, or null
 */
record RayRecord(
    String id,
    String status,
    String message,
    Instant submittedAt,
    @Nullable Instant endedAt,
    JsonNode metadata) {

  static RayRecord of(JsonNode json) {
    JsonNode end = json.path("end_time");
    return new RayRecord(
        json.path("submission_id").asText(""),
        json.path("status").asText(""),
        json.path("message").asText(""),
        Instant.ofEpochMilli(json.path("start_time").asLong()),
        end.isNumber() ? Instant.ofEpochMilli(end.asLong()) : null,
        json.path("metadata"));
  }

  boolean hasEnded() {
    return switch (status) {
      case "SUCCEEDED", "FAILED", "STOPPED" -> true;
      default -> false;
    };
  }

  boolean isOf(TargetId target) {
    return target.value().equals(mark(Marks.TARGET));
  }

  /** Whether it only keeps the id of a released attempt taken. */
  boolean isPlaceholder() {
    return mark(Marks.RELEASED) != null;
  }

  /** Which attempt it is; empty for somebody else's job. */
  Optional<AttemptId> attempt() {
    try {
      return mark(Marks.ATTEMPT) == null ? Optional.empty() : Optional.of(AttemptId.parse(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Nullable String mark(String name) {
    JsonNode value = metadata.path(name);
    return value.isTextual() ? value.asText() : null;
  }
}
