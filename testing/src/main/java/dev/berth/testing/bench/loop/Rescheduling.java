package dev.berth.testing.bench.loop;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.Observation;
import dev.berth.testing.platform.Events;
import dev.berth.testing.platform.Jobs;
import dev.berth.testing.platform.Pipeline;
import dev.berth.testing.platform.Platform;
import dev.berth.testing.platform.Pool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * From the death of a process to the decision where its job runs next, with no backoff: the watcher
 * sees it, the ledger ends the attempt, the provisioner releases it, the ledger asks, the advisor
 * decides.
 */
public final class Rescheduling {

  /** How many records follow one another from the death to the decision, each over the broker. */
  public static final int HOPS = 5;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int WARM_UP = 10;

  private Rescheduling() {}

  /**
   * What was measured.
   *
   * @param deaths from a death to its decision
   * @param roundTrips the reference: one record written and read
   */
  public record Measured(Durations deaths, Durations roundTrips) {}

  /**
   * Kills so many processes, one after the other.
   *
   * @param folder an empty folder
   */
  public static Measured measure(Path folder, int deaths) throws InterruptedException {
    List<Pool> pools = List.of(new Pool("pool-a", 8), new Pool("pool-b", 8));
    try (Platform platform = new Platform(folder, pools, List.of())) {
      platform.start();
      try (Pipeline pipeline = new Pipeline(platform.bootstrapServers());
          Events events = new Events(platform.bootstrapServers())) {
        Durations durations = new Durations();
        for (int i = 0; i < WARM_UP + deaths; i++) {
          long nanos = die(platform, pipeline, events, "death-" + i);
          if (i >= WARM_UP) {
            durations.add(nanos);
          }
        }
        return new Measured(durations, RoundTrip.measure(platform.bootstrapServers(), 10 * deaths));
      }
    }
  }

  private static long die(Platform platform, Pipeline pipeline, Events events, String name)
      throws InterruptedException {
    JobSpec spec = Jobs.shell(name, "sleep 600", Jobs.retries(FailureCategory.INFRASTRUCTURE, 1));
    pipeline.request(spec, null);
    AttemptId first = spec.id().attempt(1);
    var _ =
        events
            .await(
                envelope ->
                    envelope.event() instanceof AttemptObserved seen
                        && seen.attempt().equals(first)
                        && seen.observation() instanceof Observation.Running,
                PATIENCE)
            .orElseThrow(() -> new IllegalStateException(first + " does not run"));
    List<ProcessHandle> processes = platform.processTable().of(first);
    long begin = System.nanoTime();
    processes.forEach(ProcessHandle::destroyForcibly);
    long decided = placed(events, first.next());
    end(pipeline, events, spec.id());
    return decided - begin;
  }

  private static long placed(Events events, AttemptId attempt) throws InterruptedException {
    return events
        .await(
            envelope ->
                envelope.event() instanceof JobPlaced placed && placed.attempt().equals(attempt),
            PATIENCE)
        .orElseThrow(() -> new IllegalStateException(attempt + " was not decided"))
        .atNanos();
  }

  private static void end(Pipeline pipeline, Events events, JobId job) throws InterruptedException {
    pipeline.cancel(job);
    events.await(
        envelope ->
            envelope.event() instanceof dev.berth.contracts.JobCancelled cancelled
                && cancelled.job().equals(job),
        PATIENCE);
  }
}
