package dev.berth.targets.slurm.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The errors and warnings in an answer. They stand beside the rest in an answer of any status, and
 * call their number {@code error_number}, {@code error_code} or {@code errno}, by turns.
 */
final class Errors {

  /** A job of that id is not known, or not any more (slurm_errno.h, ESLURM_INVALID_JOB_ID). */
  static final int INVALID_JOB_ID = 2_017;

  /** ESLURM_ALREADY_DONE: it has ended. */
  static final int ALREADY_DONE = 2_021;

  /** Wrong and expired tokens: by protocol (1007), to slurmctld (5005), to slurmdbd (7000). */
  private static final Set<Integer> CREDENTIALS = Set.of(1_007, 5_005);

  private Errors() {}

  static List<JsonNode> of(Slurmrestd.Answer answer) {
    List<JsonNode> found = new ArrayList<>();
    answer.json().path("errors").forEach(found::add);
    JsonNode result = answer.json().path("result");
    if (result.path("error_code").asInt(0) != 0) {
      found.add(result);
    }
    return found;
  }

  static boolean has(Slurmrestd.Answer answer, int number) {
    return of(answer).stream().anyMatch(error -> number(error) == number);
  }

  static int number(JsonNode error) {
    for (String name : List.of("error_number", "error_code", "errno")) {
      if (error.path(name).canConvertToInt() && error.path(name).asInt() != 0) {
        return error.path(name).asInt();
      }
    }
    return 0;
  }

  static boolean isAboutCredentials(Slurmrestd.Answer answer) {
    return of(answer).stream()
        .anyMatch(error ->
            CREDENTIALS.contains(number(error))
                || words(error).contains("config is unable to load")
                || words(error).contains("uthentication"));
  }

  /** What went wrong, in Slurm's own words. */
  static String text(Slurmrestd.Answer answer) {
    List<String> texts = of(answer).stream().map(Errors::words).distinct().toList();
    if (!texts.isEmpty()) {
      return String.join("; ", texts);
    }
    String plain = answer.text().strip();
    return plain.isEmpty() ? "status " + answer.status() : answer.status() + " " + plain;
  }

  static List<String> warnings(Slurmrestd.Answer answer) {
    List<String> texts = new ArrayList<>();
    answer
        .json()
        .path("warnings")
        .forEach(warning -> texts.add(warning.path("description").asText("")));
    return texts;
  }

  private static String words(JsonNode error) {
    String short_ = error.path("error").asText("").strip();
    String long_ = error.path("description").asText("").strip();
    if (short_.isEmpty() || long_.contains(short_)) {
      return long_.isEmpty() ? "error " + number(error) : long_;
    }
    return long_.isEmpty() ? short_ : short_ + " (" + long_ + ")";
  }
}
