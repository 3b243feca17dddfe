package dev.berth.local.demo;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.FilterReason;
import dev.berth.contracts.FilteredTarget;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.local.client.DeadLetter;
import dev.berth.local.client.DeadLetterReader;
import dev.berth.local.client.Input;
import dev.berth.local.client.Request;
import dev.berth.local.client.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The jobs that come to no good end, each in its own way. */
final class OtherJobs {

  private static final JobId FAILING = new JobId("failing");
  private static final JobId UNPLACEABLE = new JobId("unplaceable");
  private static final String MALFORMED = "jobs/malformed.json";

  /** The example's own budget allows one retry. */
  private static final int ATTEMPTS = 2;

  private final Theatre theatre;

  OtherJobs(Theatre theatre) {
    this.theatre = theatre;
  }

  void submitMalformed() throws IOException, InterruptedException {
    theatre.story().tell("submitting examples/" + MALFORMED + ", which is cut off in the middle");
    new Requests(theatre.running())
        .send(Request.unchecked(Input.read(theatre.example(MALFORMED).toString())));
  }

  /** The program that fails by itself ends its own small budget. */
  void failingFails() throws DemoFailure, InterruptedException {
    for (int number = 1; number <= ATTEMPTS; number++) {
      var attempt = FAILING.attempt(number);
      AttemptEnded ended =
          theatre
              .feed()
              .await(
                  AttemptEnded.class,
                  attempt + " ends",
                  Theatre.SOON,
                  e -> e.attempt().equals(attempt));
      DemoFailure.unless(
          ended.ending() instanceof Ending.Failed failed
              && failed.category() == FailureCategory.APPLICATION,
          "%s did not end with an application failure: %s",
          attempt,
          ended);
    }
    JobFailed failed =
        theatre
            .feed()
            .await(JobFailed.class, FAILING + " fails", Theatre.SOON, e -> e.job().equals(FAILING));
    DemoFailure.unless(
        failed.category() == FailureCategory.APPLICATION
            && failed.history().attempts().size() == ATTEMPTS,
        "%s did not fail after %d attempts: %s",
        FAILING,
        ATTEMPTS,
        failed);
    theatre
        .story()
        .fact(
            "%s failed after %d attempts, its own budget: %s"
                .formatted(FAILING, ATTEMPTS, failed.reason()));
  }

  /** What fits nowhere is told so, with every reason of every target. */
  void unplaceableSaysWhy() throws DemoFailure, InterruptedException {
    JobUnplaceable unplaceable =
        theatre
            .feed()
            .await(
                JobUnplaceable.class,
                UNPLACEABLE + " is unplaceable",
                Theatre.SOON,
                e -> e.jobId().equals(UNPLACEABLE));
    var filtered = unplaceable.decision().filtered();
    DemoFailure.unless(
        unplaceable.decision().candidates().isEmpty()
            && !filtered.isEmpty()
            && filtered.stream().noneMatch(target -> target.reasons().isEmpty()),
        "the decision about %s lacks reasons: %s",
        UNPLACEABLE,
        unplaceable.decision());
    theatre
        .feed()
        .await(
            JobFailed.class,
            UNPLACEABLE + " fails",
            Theatre.SOON,
            e -> e.job().equals(UNPLACEABLE));
    theatre
        .story()
        .fact(
            "%s fits none of the %d targets, with every reason:"
                .formatted(UNPLACEABLE, filtered.size()));
    theatre
        .story()
        .show(filtered.stream().map(OtherJobs::reasons).collect(Collectors.joining("\n")));
  }

  private static String reasons(FilteredTarget target) {
    return target.target()
        + ": "
        + target.reasons().stream().map(FilterReason::reason).collect(Collectors.joining("; "));
  }

  /** What nobody can read is kept byte for byte. */
  void malformedIsKept() throws DemoFailure, InterruptedException, IOException {
    byte[] sent = Files.readAllBytes(theatre.example(MALFORMED));
    DeadLetter letter =
        Waiting.until(
            "a dead letter with the bytes of " + MALFORMED,
            Theatre.SOON,
            () ->
                new DeadLetterReader(theatre.running())
                    .latest(100).stream().filter(l -> Arrays.equals(l.value(), sent)).findFirst());
    theatre
        .story()
        .fact(
            "%s is a dead letter, byte for byte (%d bytes): %s"
                .formatted(MALFORMED, sent.length, letter.reason()));
  }
}
