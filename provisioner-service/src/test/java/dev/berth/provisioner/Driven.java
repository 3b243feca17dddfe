package dev.berth.provisioner;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Json;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.SubmitOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lane moved by hand. */
final class Driven {

  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  /** Since when an attempt that is refused had machines. */
  static final Instant HELD_SINCE = NOON.minusSeconds(60);

  private LaneState state = LaneState.EMPTY;
  private long offset;

  LaneState state() {
    return state;
  }

  /** What the input leads to, each directive in a few words. */
  List<String> feed(LaneInput input) {
    Step step = Lane.after(state, input);
    state = step.state();
    return step.directives().stream().map(Driven::words).toList();
  }

  List<String> placed(String attempt, String target, @Nullable PlacedAttempt previous) {
    return placed(attempt, target, previous, false);
  }

  List<String> placed(
      String attempt, String target, @Nullable PlacedAttempt previous, boolean overlap) {
    PlacedAttempt place = at(attempt, target);
    Placement placement = new Placement(place, previous, previous != null, spec(place, overlap));
    return feed(
        new LaneInput.Placed(
            placement, "trace-" + attempt, receipt("decisions"), NOON, true, NOON));
  }

  List<String> ended(String attempt, String target) {
    return feed(
        new LaneInput.Ended(at(attempt, target), "end-" + attempt, receipt("health"), NOON));
  }

  List<String> submitted(String attempt) {
    return answer(attempt, new Answer.OfSubmit(new SubmitOutcome.Submitted("pid", false)));
  }

  List<String> refused(String attempt) {
    return answer(
        attempt,
        new Answer.OfSubmit(
            new SubmitOutcome.Refused(FailureCategory.CAPACITY, "no room", HELD_SINCE)));
  }

  List<String> released(String attempt) {
    return answer(attempt, new Answer.OfRelease(new ReleaseOutcome.Released("gone")));
  }

  List<String> releasing(String attempt) {
    return answer(attempt, new Answer.OfRelease(new ReleaseOutcome.Releasing("one process")));
  }

  List<String> published(String attempt) {
    return answer(attempt, new Answer.Published());
  }

  List<String> trouble(String attempt) {
    return answer(attempt, new Answer.Trouble(new IOException("away"), false));
  }

  List<String> due(String attempt) {
    Stage.Waiting waiting = (Stage.Waiting) course(attempt).stage();
    return feed(new LaneInput.Due(waiting.task(), waiting.tries(), NOON));
  }

  List<String> answer(String attempt, Answer.Reply reply) {
    Task task = course(attempt).stage().task();
    return feed(new LaneInput.Answered(task, new Answer(reply, NOON, task.traceparent())));
  }

  Course course(String attempt) {
    return state.courses().values().stream()
        .filter(course -> course.place().attempt().toString().equals(attempt))
        .findFirst()
        .orElseThrow();
  }

  private Receipt receipt(String topic) {
    return new Receipt(topic, 0, offset++);
  }

  static PlacedAttempt at(String attempt, String target) {
    return new PlacedAttempt(AttemptId.parse(attempt), new TargetId(target));
  }

  static JobSpec spec(PlacedAttempt place, boolean overlap) {
    String json =
        "{\"id\":\"%s\",\"entrypoint\":\"train\",\"overlap\":%s}"
            .formatted(place.attempt().job(), overlap);
    try {
      return ((JobSpecReader.Valid) JobSpecReader.read(Json.mapper().readTree(json))).spec();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String words(Directive directive) {
    return switch (directive) {
      case Directive.Perform perform -> words(perform.task());
      case Directive.Retry retry -> "retry " + words(retry.task()) + " after " + retry.tries();
      case Directive.Acknowledge acknowledge -> {
        List<String> receipts = new ArrayList<>();
        acknowledge.receipts().forEach(one -> receipts.add(one.topic() + "@" + one.offset()));
        yield "acknowledge " + String.join(" ", receipts);
      }
      case Directive.Skip skip -> "skip " + skip.place().attempt() + " " + skip.staleness();
    };
  }

  private static String words(Task task) {
    String at = " " + task.place().attempt() + " at " + task.place().target();
    return switch (task) {
      case Task.Submit _ -> "submit" + at;
      case Task.Fence _ -> "fence" + at;
      case Task.MakeRefusalFinal _ -> "make final" + at;
      case Task.Release _ -> "release" + at;
      case Task.Publish publish -> "publish " + publish.event().getClass().getSimpleName() + at;
    };
  }
}
