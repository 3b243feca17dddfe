package dev.berth.provisioner.telemetry;

import dev.berth.provisioner.Answer;
import dev.berth.provisioner.Task;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.SubmitOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Counts and times calls to targets and publications. */
public final class CallMeters {

  private final MeterRegistry meters;
  private final CallLog log;
  private final AtomicInteger submissions = new AtomicInteger();

  /** Over that registry. */
  public CallMeters(MeterRegistry meters, CallLog log) {
    this.meters = meters;
    this.log = log;
    meters.gauge("berth.submissions.in.flight", submissions);
  }

  Answer measured(Task task, Supplier<Answer> call) {
    Timer.Sample sample = Timer.start(meters);
    AtomicInteger inFlight = task instanceof Task.Submit ? submissions : new AtomicInteger();
    inFlight.incrementAndGet();
    try {
      Answer answer = call.get();
      String outcome = outcome(answer.reply());
      sample.stop(
          Timer.builder("berth.call.duration")
              .description("From asking a target, or Kafka, to its answer")
              .tag("call", kind(task))
              .tag("target", task.place().target().value())
              .tag("outcome", outcome)
              .publishPercentileHistogram()
              .minimumExpectedValue(Duration.ofMillis(1))
              .maximumExpectedValue(Duration.ofMinutes(1))
              .register(meters));
      count(task, answer.reply(), outcome);
      log.answered(task, answer.reply());
      return answer;
    } finally {
      inFlight.decrementAndGet();
    }
  }

  private void count(Task task, Answer.Reply reply, String outcome) {
    String target = task.place().target().value();
    switch (reply) {
      case Answer.OfSubmit _ ->
          meters.counter("berth.submissions", "outcome", outcome, "target", target).increment();
      case Answer.OfRelease release -> {
        if (release.outcome() instanceof ReleaseOutcome.Released) {
          meters.counter("berth.releases", "cause", kind(task), "target", target).increment();
        }
      }
      case Answer.Published _ -> {
        // Counted by the call's timer.
      }
      case Answer.Trouble trouble ->
          meters
              .counter(
                  "berth.troubles",
                  "call",
                  kind(task),
                  "target",
                  target,
                  "cause",
                  trouble.ours() ? "bug" : "outside")
              .increment();
    }
  }

  static String kind(Task task) {
    return switch (task) {
      case Task.Submit _ -> "submit";
      case Task.Fence _ -> "fence";
      case Task.MakeRefusalFinal _ -> "refusal";
      case Task.Release _ -> "release";
      case Task.Publish _ -> "publish";
    };
  }

  static String outcome(Answer.Reply reply) {
    return switch (reply) {
      case Answer.OfSubmit submit ->
          switch (submit.outcome()) {
            case SubmitOutcome.Submitted taken -> taken.adopted() ? "adopted" : "submitted";
            case SubmitOutcome.Refused _ -> "refused";
          };
      case Answer.OfRelease release ->
          switch (release.outcome()) {
            case ReleaseOutcome.Released _ -> "released";
            case ReleaseOutcome.Releasing _ -> "releasing";
          };
      case Answer.Published _ -> "published";
      case Answer.Trouble _ -> "trouble";
    };
  }
}
