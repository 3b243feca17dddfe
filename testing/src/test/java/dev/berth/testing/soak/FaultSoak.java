package dev.berth.testing.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.JobId;
import dev.berth.contracts.Observation;
import dev.berth.testing.platform.Events;
import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Pipeline;
import dev.berth.testing.platform.Platform;
import dev.berth.testing.platform.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A few hundred jobs while broker and services are killed at random: {@code ./berth test --soak}.
 * {@code -Dberth.seed=…} repeats the jobs and the killings, though not what meets what.
 */
class FaultSoak {

  private static final int JOBS = Integer.getInteger("berth.soak.jobs", 300);
  private static final Duration FAULTS =
      Duration.ofSeconds(Long.getLong("berth.soak.seconds", 180));
  private static final Duration REST = Duration.ofMinutes(5);

  @Test
  void losesNothingAndDoesNothingTwiceWhateverIsKilled(
      @TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws Exception {
    long seed = Long.getLong("berth.seed", System.nanoTime());
    System.out.println("fault test: -Dberth.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    Files.createDirectories(folder.resolve("marks"));
    Files.createDirectories(folder.resolve("killed"));
    List<Pool> pools =
        List.of(new Pool("pool-a", 12), new Pool("pool-b", 12), new Pool("pool-c", 8));
    try (Platform platform = new Platform(folder, pools, Killing.SETTINGS)) {
      platform.start();
      Killing killing = new Killing(platform, List.of(Part.values()), random.split());
      try (Events events = new Events(platform.bootstrapServers());
          Pipeline pipeline = new Pipeline(platform.bootstrapServers());
          ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
        Map<JobId, Fate> fates = new TreeMap<>();
        SplittableRandom asking = random.split();
        for (int i = 0; i < JOBS; i++) {
          fates.put(new JobId("soak-" + i), Fate.drawn(asking));
        }
        Future<?> asked = beside.submit(() -> ask(pipeline, fates, asking));
        Future<?> killed = killing.goOn(FAULTS, beside);
        playFates(platform, pipeline, events, fates, () -> asked.isDone() && killed.isDone());
        asked.get();
        killed.get();
        new Verdict(platform, fates, events.all()).pronounce();
      } catch (ExecutionException | AssertionError e) {
        throw new AssertionError(
            "-Dberth.seed=%d: %s (killed %s)".formatted(seed, e.getMessage(), killing.told()), e);
      }
    }
  }

  private static Void ask(Pipeline pipeline, Map<JobId, Fate> fates, SplittableRandom random)
      throws InterruptedException {
    for (Map.Entry<JobId, Fate> job : fates.entrySet()) {
      pipeline.request(job.getValue().job(job.getKey().value(), random), null);
      Thread.sleep(FAULTS.multipliedBy(random.nextInt(150)).dividedBy(100L * fates.size()));
    }
    return null;
  }

  private interface Condition {
    boolean holds();
  }

  /** Kills and cancels whose fate that is, until all is over. */
  private static void playFates(
      Platform platform,
      Pipeline pipeline,
      Events events,
      Map<JobId, Fate> fates,
      Condition faultsOver)
      throws IOException, InterruptedException {
    Victims victims = new Victims(platform, fates);
    Set<JobId> cancelled = new HashSet<>();
    Instant deadline = Instant.now().plus(FAULTS).plus(Platform.PATIENCE).plus(REST);
    while (!faultsOver.holds() || outcomes(events) < fates.size()) {
      assertThat(Instant.now())
          .as("%d of %d jobs have ended", outcomes(events), fates.size())
          .isBefore(deadline);
      victims.killThoseThatRun();
      for (JobId job : running(events)) {
        if (fates.get(job) == Fate.IS_CANCELLED && cancelled.add(job)) {
          pipeline.cancel(job);
        }
      }
      Thread.sleep(Duration.ofMillis(500));
    }
  }

  private static long outcomes(Events events) {
    return new EventVerdict(events.all()).outcomes();
  }

  private static Set<JobId> running(Events events) {
    Set<JobId> running = new HashSet<>();
    for (Envelope<?> envelope : events.all()) {
      if (envelope.event() instanceof AttemptObserved seen
          && seen.observation() instanceof Observation.Running) {
        running.add(seen.jobId());
      }
    }
    return running;
  }
}
