package dev.berth.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.contracts.Json;
import org.junit.jupiter.api.Test;

class JobTextTest {

  @Test
  void tellsWhatEachAttemptCostsAndAllTogether() throws Exception {
    String text =
        text(
            """
            {"id": "digits", "phase": "running", "since": "2026-11-25T07:00:00Z", "spec": {"team": "vision"},
             "cost": {"soFar": 12.5, "estimated": 40.0, "whole": true},
             "attempts": [
              {"id": "digits-1", "target": "eks", "cost": {"pricePerHour": 0.1, "soFar": 0.000556}},
              {"id": "digits-2", "target": "ec2", "cost": {"pricePerHour": 4.0, "soFar": 12.499444, "estimated": 40.0}}]}
            """);

    assertThat(text).contains("\ncost: 12.50 USD so far, estimated 40.00 USD\n");
    assertThat(rows(text, "digits-1")).containsSubsequence("0.10", "0.000556", "-");
    assertThat(rows(text, "digits-2")).containsSubsequence("4.00", "12.50", "40.00");
  }

  @Test
  void callsUnknownWhatHasNoPrice() throws Exception {
    String text =
        text(
            """
            {"id": "digits", "phase": "running", "since": "2026-11-25T07:00:00Z", "spec": {"team": "vision"},
             "attempts": [{"id": "digits-1", "target": "yard"}]}
            """);

    assertThat(text).contains("\ncost: unknown\n");
    assertThat(rows(text, "digits-1")).endsWith("-", "-", "-", "-");
  }

  @Test
  void saysThatASumIsNotAll() throws Exception {
    assertThat(
            text(
                """
                {"id": "digits", "phase": "failed", "cost": {"soFar": 2.0, "whole": false}, "attempts": []}
                """))
        .contains("\ncost: at least 2.00 USD so far\n");
  }

  private static String text(String json) throws JsonProcessingException {
    return JobCommand.text(new JobView(Json.mapper().readTree(json)));
  }

  private static String[] rows(String text, String attempt) {
    return text.lines()
        .filter(line -> line.startsWith(attempt))
        .findFirst()
        .orElseThrow()
        .split(" {2,}");
  }
}
