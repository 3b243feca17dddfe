package dev.berth.targets.slurm.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.SubmitReply;
import dev.berth.targets.slurm.script.BatchRequest;
import dev.berth.targets.slurm.script.Mark;
import dev.berth.targets.slurm.script.Warning;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The traps of slurmrestd, each as one of its releases was seen to set it. */
class RestConversationTest {

  private static final String PING = "GET /slurm/v0.0.42/ping";
  private static final String SUBMIT = "POST /slurm/v0.0.42/job/submit";

  private static final BatchRequest REQUEST =
      new BatchRequest(
          "job-1",
          new Mark(new TargetId("site"), AttemptId.parse("job-1"), "0".repeat(64), null, null),
          null,
          null,
          null,
          null,
          1,
          1,
          1,
          1,
          null,
          null,
          null,
          false,
          List.of(),
          10,
          new Warning("USR1", 60),
          "/scratch",
          "/scratch/job-1.out",
          Map.of(),
          "#!/bin/bash\ntrue\n");

  @TempDir private Path folder = Path.of("");

  private final SpokenServer server = new SpokenServer().says(PING, 200, "{'pings': []}");

  @AfterEach
  void close() {
    server.close();
  }

  private SubmitReply submitted(int status, String body) throws TargetTroubleException {
    server.says(SUBMIT, status, body);
    return server.conversation(folder).submit(REQUEST);
  }

  @Test
  void takesTheNewestVersionThatBothKnow() throws Exception {
    server.says("GET /slurm/v0.0.40/ping", 200, "{}").says("GET /slurm/v0.0.38/ping", 200, "{}");

    submitted(200, "{'job_id': 5, 'errors': [], 'warnings': []}");

    assertThat(server.asked())
        .containsExactly(
            "GET /slurm/v0.0.45/ping",
            "GET /slurm/v0.0.44/ping",
            "GET /slurm/v0.0.43/ping",
            PING,
            SUBMIT + " application/json");
  }

  @Test
  void aServerThatOffersNoneIsTrouble() {
    try (SpokenServer old = new SpokenServer().says("GET /slurm/v0.0.36/ping", 200, "{}")) {
      assertThatThrownBy(() -> old.conversation(folder).submit(REQUEST))
          .isInstanceOf(TargetTroubleException.class)
          .hasMessageContaining("v0.0.38");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {'job_id': 5, 'errors': [], 'warnings': []}
          200 | {'job_id': 5, 'errors': [{'error_code': 2042, 'error': 'Job is in held state'}]}
          500 | {'job_id': 5, 'errors': [{'error_number': 9000, 'error': 'bad flag'}]}
          500 | {'result': {'job_id': 5, 'error_code': 0}, 'errors': []}
          """)
  void anIdIsAJobWhateverStandsBesideIt(int status, String body) throws Exception {
    assertThat(submitted(status, body))
        .isInstanceOfSatisfying(
            SubmitReply.Queued.class,
            queued -> {
              assertThat(queued.job()).isEqualTo(5);
              assertThat(queued.lost()).isEmpty();
            });
  }

  @Test
  void aFieldThatWasIgnoredIsLost() throws Exception {
    SubmitReply reply =
        submitted(
            200,
            "{'job_id': 5, 'errors': [], 'warnings': [{'description': 'Ignoring unknown field \\\"gres\\\" of type string in DATA_PARSER_JOB_DESC_MSG'}]}");

    assertThat(reply)
        .isInstanceOfSatisfying(
            SubmitReply.Queued.class,
            queued -> assertThat(queued.lost()).singleElement().asString().contains("gres"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          500 | {'errors': [{'error_number': 2000, 'error': 'Invalid partition name specified', 'description': ''}]}
          422 | {'errors': [{'error_number': 2014, 'error': 'Requested node configuration is not available'}]}
          400 | Bad Request
          """)
  void aNoIsANo(int status, String body) throws Exception {
    assertThat(submitted(status, body)).isInstanceOf(SubmitReply.Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 | {'errors': [], 'warnings': []}
          500 | Internal error
          500 | {'errors': [{'error_number': 1800, 'error': 'Socket timed out on send/recv operation'}]}
          502 | Bad Gateway
          0   | the connection ends without a word
          """)
  void anAnswerThatSaysNothingLeavesItOpen(int status, String body) throws Exception {
    assertThat(submitted(status, body)).isInstanceOf(SubmitReply.Unsure.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          401 | Authentication failure
          511 | {'errors': [{'error_number': 1007, 'error': 'Protocol authentication error'}]}
          500 | {'errors': [{'errno': 5005, 'error': 'slurm_load_jobs'}]}
          500 | {'errors': [{'error': 'slurmctld config is unable to load: Unspecified error'}]}
          """)
  void wrongCredentialsAreTroubleThatSaysSo(int status, String body) {
    assertThatThrownBy(() -> submitted(status, body))
        .isInstanceOf(TargetTroubleException.class)
        .hasMessageContaining("credentials");
  }

  @Test
  void whoIsNotThereHasHeardNothing() {
    server.close();

    assertThatThrownBy(() -> server.conversation(folder).submit(REQUEST))
        .isInstanceOf(TargetTroubleException.class)
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void aListWithErrorsBesideItIsNotBelieved() {
    server.says(
        "GET /slurm/v0.0.42/jobs/",
        200,
        "{'jobs': [], 'errors': [{'error_number': 1800, 'error': 'Communication connection failure'}]}");

    assertThatThrownBy(() -> server.conversation(folder).queue())
        .isInstanceOf(TargetTroubleException.class);
  }

  @Test
  void cancelsWithoutASignalAndTakesAnEndForAnEnd() throws Exception {
    server.says(
        "DELETE /slurm/v0.0.42/job/7",
        404,
        "{'errors': [{'error_number': 2017, 'error': 'Invalid job id specified'}]}");

    server.conversation(folder).cancel(7);

    assertThat(server.asked()).contains("DELETE /slurm/v0.0.42/job/7");
  }
}
