package dev.berth.testing.bench.kubernetes;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Observation;
import dev.berth.testing.bench.loop.Durations;
import dev.berth.testing.platform.Events;
import dev.berth.testing.platform.Jobs;
import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Pipeline;
import dev.berth.testing.platform.Platform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * From the failure of a pod to the decision where its job runs next, with no backoff: the watch
 * tells it, the ledger ends the attempt, the provisioner deletes the Job and waits until it is
 * gone, the ledger asks, the advisor decides. The clock starts when the API server has acknowledged
 * the pod's status: its own times are whole seconds.
 */
final class PodFailures {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int WARM_UP = 10;

  private PodFailures() {}

  /**
   * What was measured.
   *
   * @param decided from a failure to its decision
   * @param bare the reference: from a failure until a client that knows of it at once, and only
   *     deletes the Job, sees it gone; no new attempt may start before that
   */
  record Measured(Durations decided, Durations bare) {}

  /**
   * Fails so many pods, one after the other, by turns with and without Berth.
   *
   * @param folder an empty folder
   */
  static Measured measure(Path folder, ApiServer server, int failures) throws InterruptedException {
    Durations decided = new Durations();
    Durations bare = new Durations();
    try (Ground ground = new Ground(server);
        BareFailures without = new BareFailures(server);
        Platform platform = new Platform(folder, ground.fleets(folder), List.of())) {
      platform.start();
      try (Pipeline pipeline = new Pipeline(platform.bootstrapServers());
          Events events = new Events(platform.bootstrapServers())) {
        Played pods = new Played(ground);
        List<JobSpec> jobs = new ArrayList<>();
        for (int i = 0; i < WARM_UP + failures; i++) {
          JobSpec spec =
              Submissions.spec(
                  "failing-" + i, Submissions.SMALL, Jobs.retries(FailureCategory.APPLICATION, 1));
          jobs.add(spec);
          pipeline.request(spec, null);
        }
        for (int i = 0; i < jobs.size(); i++) {
          AttemptId first = jobs.get(i).id().attempt(1);
          running(platform, events, first);
          long failed = pods.fail(first);
          long nanos = placed(platform, events, first.next()) - failed;
          running(platform, events, first.next());
          long reference = without.fail("bare-" + i);
          if (i >= WARM_UP) {
            decided.add(nanos);
            bare.add(reference);
          }
        }
      }
    }
    return new Measured(decided, bare);
  }

  private static void running(Platform platform, Events events, AttemptId attempt)
      throws InterruptedException {
    var _ =
        events
            .await(
                envelope ->
                    envelope.event() instanceof AttemptObserved seen
                        && seen.attempt().equals(attempt)
                        && seen.observation() instanceof Observation.Running,
                PATIENCE)
            .orElseThrow(() ->
                new IllegalStateException(
                    attempt + " does not run" + platform.logTail(Part.PROVISIONER)));
  }

  private static long placed(Platform platform, Events events, AttemptId attempt)
      throws InterruptedException {
    return events
        .await(
            envelope ->
                envelope.event() instanceof JobPlaced placed && placed.attempt().equals(attempt),
            PATIENCE)
        .orElseThrow(() ->
            new IllegalStateException(
                attempt + " was not decided" + platform.logTail(Part.MONITOR)))
        .atNanos();
  }
}
