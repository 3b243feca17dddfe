package dev.berth.provisioner.system;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Decision;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.Intent;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Json;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.TargetId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What advisor and monitor write. */
final class Events {

  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private Events() {}

  /** {@code job.placed} of a shell script. */
  static Envelope<JobPlaced> placed(
      String attempt, String target, @Nullable PlacedAttempt previous, String script) {
    AttemptId id = AttemptId.parse(attempt);
    TargetId chosen = new TargetId(target);
    Decision decision =
        new Decision(
            id,
            "matrix/1",
            "fleet",
            NOW,
            Intent.PRODUCTION,
            JobRuntime.COMMAND,
            chosen,
            List.of(),
            List.of());
    return new Envelope<>(
        EventId.derived("request-" + id, EventType.JOB_PLACED),
        "/berth/advisor",
        NOW,
        "00-" + TRACE + "-b7ad6b7169203331-01",
        new JobPlaced(id, chosen, previous, previous != null, spec(id, script), decision));
  }

  static Envelope<AttemptEnded> ended(String attempt, String target) {
    AttemptId id = AttemptId.parse(attempt);
    return new Envelope<>(
        EventId.derived(id, EventType.ATTEMPT_ENDED),
        "/berth/monitor",
        NOW,
        "00-" + TRACE + "-00f067aa0ba902b7-01",
        new AttemptEnded(id, new TargetId(target), new Ending.Cancelled("a test"), true, NOW));
  }

  static PlacedAttempt at(String attempt, String target) {
    return new PlacedAttempt(AttemptId.parse(attempt), new TargetId(target));
  }

  private static JobSpec spec(AttemptId attempt, String script) {
    try {
      String json =
          """
          {"id":"%s","runtime":"command","entrypoint":"/bin/sh","arguments":["-c",%s],
           "resources":{"cpus":0.1,"memoryMiB":16}}
          """
              .formatted(attempt.job(), Json.mapper().writeValueAsString(script));
      return ((JobSpecReader.Valid) JobSpecReader.read(Json.mapper().readTree(json))).spec();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
