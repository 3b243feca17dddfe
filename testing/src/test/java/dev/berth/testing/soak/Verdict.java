package dev.berth.testing.soak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.HealthEvent;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobId;
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
    EventVerdict told = new EventVerdict(events);
    told.everyJobHasTheOutcomeOfItsFate(fates, Verdict::outcome);
    told.everyDecisionIsOne();
    told.everySubmissionIsReleased();
    everyAttemptStartedAtMostOnce();
    nothingIsLeftRunning();
    theLedgerAgrees();
  }

  private static Class<? extends HealthEvent> outcome(Fate fate) {
    return switch (fate) {
      case SUCCEEDS, IS_KILLED -> JobSucceeded.class;
      case FAILS -> JobFailed.class;
      case IS_CANCELLED -> JobCancelled.class;
    };
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
