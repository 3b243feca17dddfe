package dev.berth.testing.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobCancelled;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.Observation;
import dev.berth.contracts.RefusalCause;
import dev.berth.contracts.Resources;
import dev.berth.contracts.Workers;
import dev.berth.testing.platform.Events;
import dev.berth.testing.platform.Jobs;
import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Pipeline;
import dev.berth.testing.platform.Platform;
import dev.berth.testing.platform.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeLoopIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @TempDir private static Path folder;
  private static Platform platform;
  private static Pipeline pipeline;
  private static Events events;

  @BeforeAll
  static void start() throws InterruptedException {
    platform =
        new Platform(folder, List.of(new Pool("pool-a", 4), new Pool("pool-b", 4)), List.of());
    platform.start();
    pipeline = new Pipeline(platform.bootstrapServers());
    events = new Events(platform.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    if (events != null) {
      events.close();
      pipeline.close();
    }
    platform.close();
  }

  @Test
  void resumesAKilledJobOnAnotherTargetWithinOneTrace() throws Exception {
    JobSpec spec = CountingJob.to("counting", 60);
    pipeline.request(spec, "00-" + TRACE + "-00f067aa0ba902b7-01");
    heard(
        spec.id(),
        AttemptObserved.class,
        seen -> seen.observation() instanceof Observation.Running);
    JobPlaced first = heard(spec.id(), JobPlaced.class, placed -> placed.attempt().number() == 1);
    await().atMost(PATIENCE).until(() -> count(spec.id()) > 5);

    kill(first.attempt());

    AttemptEnded ended = heard(spec.id(), AttemptEnded.class, _ -> true);
    assertThat(ended.ending()).isInstanceOf(Ending.Lost.class);
    JobPlaced second = heard(spec.id(), JobPlaced.class, placed -> placed.attempt().number() == 2);
    assertThat(second.target()).isNotEqualTo(first.target());
    assertThat(second.resumed()).isTrue();
    JobSucceeded succeeded = heard(spec.id(), JobSucceeded.class, _ -> true);
    assertThat(succeeded.attempt()).isEqualTo(second.attempt());
    assertThat(story(spec.id()))
        .satisfiesExactly(
            line ->
                assertThat(line).contains("counting-1 resumed=false begins at 0").contains(TRACE),
            line ->
                assertThat(line)
                    .containsPattern("counting-2 resumed=true begins at ([5-9]|[1-6][0-9]),")
                    .contains(TRACE),
            line -> assertThat(line).isEqualTo("counting-2 ends at 60"));
    assertThat(events.of(spec.id()))
        .extracting(Envelope::traceparent)
        .allSatisfy(traceparent -> assertThat(traceparent).contains(TRACE));
    assertThat(platform.processTable().of(second.attempt())).isEmpty();
  }

  @Test
  void givesAFailingJobUpOnceItsBudgetIsSpent() throws Exception {
    JobSpec spec = Jobs.shell("failing", "exit 3", Jobs.retries(FailureCategory.APPLICATION, 1));
    pipeline.request(spec, null);
    pipeline.request(spec, null);
    JobFailed failed = heard(spec.id(), JobFailed.class, _ -> true);
    assertThat(failed.category()).isEqualTo(FailureCategory.APPLICATION);
    assertThat(failed.history().attempts())
        .extracting(past -> past.ending())
        .allMatch(ending ->
            ending instanceof Ending.Failed end && Integer.valueOf(3).equals(end.exitCode()))
        .hasSize(2);
  }

  @Test
  void refusesAnInvalidJobAndOneUnderATakenName() throws Exception {
    JobSpec good = Jobs.shell("refused", "exit 0", Map.of());
    pipeline.request(with(good, new Workers(3, 2), Resources.DEFAULT), null);
    JobRefused invalid = heard(good.id(), JobRefused.class, _ -> true);
    assertThat(invalid.cause()).isEqualTo(RefusalCause.INVALID_SPEC);
    assertThat(invalid.violations())
        .singleElement()
        .satisfies(violation -> assertThat(violation.field()).isEqualTo("workers.max"));

    pipeline.request(good, null);
    heard(good.id(), JobSucceeded.class, _ -> true);
    pipeline.request(Jobs.shell("refused", "exit 1", Map.of()), null);
    heard(good.id(), JobRefused.class, refused -> refused.cause() == RefusalCause.ID_CONFLICT);
    assertThat(platform.http(Part.MONITOR).json("/jobs/refused").path("phase").asText())
        .isEqualTo("succeeded");
  }

  @Test
  void endsAJobThatIsCancelledAndLeavesNothingBehind() throws Exception {
    JobSpec spec = Jobs.shell("cancelled", "sleep 600 & sleep 600", Map.of());
    pipeline.request(spec, null);
    heard(
        spec.id(),
        AttemptObserved.class,
        seen -> seen.observation() instanceof Observation.Running);
    AttemptId attempt = spec.id().attempt(1);
    assertThat(platform.processTable().of(attempt)).isNotEmpty();

    pipeline.cancel(spec.id());

    heard(spec.id(), AttemptReleased.class, _ -> true);
    heard(spec.id(), JobCancelled.class, _ -> true);
    assertThat(platform.processTable().of(attempt)).isEmpty();
  }

  @Test
  void saysWhyAJobFitsNowhere() throws Exception {
    JobSpec spec =
        with(
            Jobs.shell("unplaceable", "exit 0", Map.of()),
            Workers.ONE,
            new Resources(0.1, 64, new Accelerators("h100", 8)));
    pipeline.request(spec, null);
    JobUnplaceable unplaceable = heard(spec.id(), JobUnplaceable.class, _ -> true);
    assertThat(unplaceable.decision().filtered())
        .hasSize(2)
        .allSatisfy(target ->
            assertThat(target.reasons())
                .anySatisfy(reason -> assertThat(reason.filter()).isEqualTo("accelerators")));
    heard(spec.id(), JobFailed.class, _ -> true);
  }

  @Test
  void tellsAJobsEventsAndGoesOnWhereAStreamBrokeOff() throws Exception {
    JobSpec spec = Jobs.shell("told", "echo hello", Map.of());
    pipeline.request(spec, null);
    heard(spec.id(), JobSucceeded.class, _ -> true);
    String whole =
        await()
            .atMost(PATIENCE)
            .until(() -> stream("told"), told -> told.contains("job.succeeded"));
    assertThat(whole)
        .contains("job.requested", "job.placed", "attempt.submitted", "attempt.released");
    List<String> ids = whole.lines().filter(line -> line.startsWith("id:")).toList();
    String half = ids.get(ids.size() / 2).substring("id:".length()).strip();

    String rest = stream("told", "Last-Event-ID", half);

    assertThat(rest.lines().filter(line -> line.startsWith("id:")))
        .containsExactlyElementsOf(ids.subList(ids.size() / 2 + 1, ids.size()));
    assertThat(platform.http(Part.MONITOR).get("/jobs/told/logs").body()).contains("hello");
  }

  private static String stream(String job, String... headers) throws IOException {
    return platform.http(Part.MONITOR).get("/jobs/" + job + "/events?follow=false", headers).body();
  }

  /** The first event of that kind that was told of a job, or is told in time. */
  private static <E extends Event> E heard(JobId job, Class<E> type, Predicate<E> which)
      throws InterruptedException {
    return events.await(job, type, which, PATIENCE, () -> platform.logTail(Part.MONITOR));
  }

  private static void kill(AttemptId attempt) {
    List<ProcessHandle> processes = List.copyOf(platform.processTable().of(attempt));
    assertThat(processes).isNotEmpty();
    // One that the program had started may have ended by itself meanwhile.
    processes.forEach(ProcessHandle::destroyForcibly);
  }

  private static int count(JobId job) throws IOException {
    Path count = folder.resolve("checkpoints").resolve(job.value()).resolve("count");
    return Files.exists(count) ? Integer.parseInt(Files.readString(count).strip()) : 0;
  }

  private static List<String> story(JobId job) throws IOException {
    return Files.readAllLines(folder.resolve(job + ".story"));
  }

  private static JobSpec with(JobSpec spec, Workers workers, Resources resources) {
    return spec.toBuilder().workers(workers).resources(resources).build();
  }
}
