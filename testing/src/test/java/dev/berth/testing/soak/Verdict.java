package dev.berth.testing.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventId;
import dev.berth.contracts.HealthEvent;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSucceeded;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.Drivers;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.Target;
import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What must be so in the end: nothing lost, nothing twice, nothing left, and all say the same. */
final class Verdict {

  private final Platform platform;
  private final Map<JobId, Fate> fates;
  private final List<Envelope<?>> events;

  Verdict(Platform platform, Map<JobId, Fate> fates, List<Envelope<?>> events) {
    this.platform = platform;
    this.fates = fates;
    this.events = events;
  }

  void pronounce() throws Exception {
    everyJobHasTheOutcomeOfItsFate();
    everyDecisionIsOne();
    everySubmissionIsReleased();
    everyAttemptStartedAtMostOnce();
    nothingIsLeftRunning();
    theLedgerAgrees();
  }

  private void everyJobHasTheOutcomeOfItsFate() {
    Map<JobId, Set<EventId>> ids = new HashMap<>();
    Map<JobId, HealthEvent> outcomes = new HashMap<>();
    for (Envelope<?> envelope : events) {
      if (envelope.event() instanceof HealthEvent event && isOutcome(event)) {
        ids.computeIfAbsent(event.jobId(), _ -> new HashSet<>()).add(envelope.id());
        outcomes.put(event.jobId(), event);
      }
    }
    assertThat(ids.keySet()).isEqualTo(fates.keySet());
    assertThat(ids).allSatisfy((_, its) -> assertThat(its).hasSize(1));
    fates.forEach((job, fate) ->
        assertThat(outcomes.get(job))
            .as("%s, which %s", job, fate)
            .isInstanceOf(
                switch (fate) {
                  case SUCCEEDS, IS_KILLED -> JobSucceeded.class;
                  case FAILS -> JobFailed.class;
                  case IS_CANCELLED -> JobCancelled.class;
                }));
  }

  static boolean isOutcome(Event event) {
    return event instanceof JobSucceeded
        || event instanceof JobFailed
        || event instanceof JobCancelled;
  }

  private void everyDecisionIsOne() {
    assertThat(
            events.stream()
                .map(Envelope::event)
                .filter(JobPlaced.class::isInstance)
                .map(event -> ((JobPlaced) event).attempt()))
        .doesNotHaveDuplicates();
  }

  private void everySubmissionIsReleased() {
    Map<AttemptId, Set<EventId>> released = new HashMap<>();
    Set<AttemptId> submitted = new TreeSet<>();
    for (Envelope<?> envelope : events) {
      if (envelope.event() instanceof AttemptReleased release) {
        released.computeIfAbsent(release.attempt(), _ -> new HashSet<>()).add(envelope.id());
      } else if (envelope.event() instanceof AttemptSubmitted taken) {
        submitted.add(taken.attempt());
      }
    }
    assertThat(released.keySet()).containsAll(submitted);
    assertThat(released).allSatisfy((_, ids) -> assertThat(ids).hasSize(1));
  }

  private void everyAttemptStartedAtMostOnce() throws IOException {
    Map<JobId, Integer> starts = new HashMap<>();
    for (Path mark : marks()) {
      assertThat(Files.readAllLines(mark)).as("starts of %s", mark.getFileName()).hasSize(1);
      starts.merge(AttemptId.parse(mark.getFileName().toString()).job(), 1, Integer::sum);
    }
    fates.forEach((job, fate) -> {
      int expected =
          switch (fate) {
            case SUCCEEDS -> 1;
            case FAILS -> 1 + Fate.RETRIES;
            case IS_KILLED -> 2;
            case IS_CANCELLED -> 0;
          };
      assertThat(starts.getOrDefault(job, 0))
          .as("attempts that ran of %s, which %s", job, fate)
          .isBetween(expected, fate == Fate.IS_CANCELLED ? 1 : expected);
    });
  }

  private List<Path> marks() throws IOException {
    try (Stream<Path> marks = Files.list(platform.folder().resolve("marks"))) {
      return marks.sorted().toList();
    }
  }

  private void nothingIsLeftRunning() throws Exception {
    assertThat(platform.processTable().entries()).isEmpty();
    for (Target target : FleetFile.read(platform.fleet()).targets()) {
      try (Driver driver = Drivers.onClassPath().open(target)) {
        assertThat(driver.find()).as("what is not released on %s", target.id()).isEmpty();
      }
    }
  }

  private void theLedgerAgrees() throws IOException {
    Set<String> ran = new TreeSet<>();
    marks().forEach(mark -> ran.add(mark.getFileName().toString()));
    Set<String> known = new TreeSet<>();
    for (JobId job : fates.keySet()) {
      JsonNode view = platform.http(Part.MONITOR).json("/jobs/" + job);
      assertThat(view.path("phase").asText())
          .as("%s", view)
          .isEqualTo(
              switch (fates.get(job)) {
                case SUCCEEDS, IS_KILLED -> "succeeded";
                case FAILS -> "failed";
                case IS_CANCELLED -> "cancelled";
                case null -> "";
              });
      for (JsonNode attempt : view.path("attempts")) {
        assertThat(attempt.has("releasedAt")).as("released, %s", attempt).isTrue();
        known.add(attempt.path("id").asText());
      }
    }
    assertThat(known).containsAll(ran);
  }
}
