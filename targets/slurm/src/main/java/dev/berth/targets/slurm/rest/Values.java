package dev.berth.targets.slurm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.targets.slurm.conversation.ExitStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Values in either shape: plain, or in an object that says whether they are set. */
final class Values {

  private Values() {}

  /** A number; null if it is not set, or infinite. */
  static @Nullable Long number(JsonNode value) {
    if (value.isNumber()) {
      return value.asLong();
    }
    return value.path("set").asBoolean(false) && !value.path("infinite").asBoolean(false)
        ? Long.valueOf(value.path("number").asLong())
        : null;
  }

  static int count(JsonNode value) {
    Long number = number(value);
    return number == null ? 0 : number.intValue();
  }

  /** A time; null if there is none, which is also written as 0. */
  static @Nullable Instant time(JsonNode value) {
    Long seconds = number(value);
    return seconds == null || seconds == 0 ? null : Instant.ofEpochSecond(seconds);
  }

  /** One word or several. */
  static List<String> words(JsonNode value) {
    List<String> words = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(word -> words.add(word.asText()));
    } else if (value.isTextual() && !value.asText().isEmpty()) {
      words.add(value.asText());
    }
    return words.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList();
  }

  static ExitStatus exit(JsonNode value) {
    if (value.isNumber()) {
      return ExitStatus.ofWait(value.asInt());
    }
    Long code = number(value.path("return_code"));
    Long signal = number(value.path("signal").path("id"));
    if (signal == null && number(value.path("signal").path("signal_id")) != null) {
      signal = number(value.path("signal").path("signal_id"));
    }
    return new ExitStatus(
        code == null ? null : code.intValue(),
        signal == null || signal == 0 ? null : signal.intValue());
  }
}
