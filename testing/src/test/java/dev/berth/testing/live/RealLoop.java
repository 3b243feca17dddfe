package dev.berth.testing.live;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.Json;
import dev.berth.contracts.Observation;
import dev.berth.testing.platform.Events;
import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Pipeline;
import dev.berth.testing.platform.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A broker and the three services over real targets, and a pipeline that asks them. */
public class RealLoop implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The broker and the services. */
  public final Platform platform;

  /** What asks for jobs. */
  public final Pipeline pipeline;

  /** All that is told. */
  public final Events events;

  /** What is told of a job. */
  public final Told told;

  /**
   * Starts it.
   *
   * @param folder where all of it lies
   * @param targets as a fleet file has them, the same for all services
   * @param services settings of the services
   */
  public RealLoop(Path folder, List<Map<String, Object>> targets, List<String> services)
      throws Exception {
    Path fleet =
        Files.writeString(
            folder.resolve("fleet.yaml"),
            Json.mapper().writeValueAsString(Map.of("targets", targets)));
    platform =
        new Platform(
            folder,
            Part.SERVICES.stream().collect(Collectors.toMap(part -> part, _ -> fleet)),
            services);
    try {
      platform.start();
    } catch (IllegalStateException e) {
      platform.close();
      throw e;
    }
    pipeline = new Pipeline(platform.bootstrapServers());
    events = new Events(platform.bootstrapServers());
    told = new Told(platform, events, PATIENCE);
  }

  /** Waits with this kind of test's patience. */
  public static ConditionFactory await() {
    return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
  }

  /** Waits until an attempt is seen to run. */
  public void awaitRunning(JobPlaced placed) throws InterruptedException {
    awaitSeen(placed, Observation.Running.class);
  }

  /** Waits until an attempt is seen like that; the first such observation. */
  public <O extends Observation> O awaitSeen(JobPlaced placed, Class<O> how)
      throws InterruptedException {
    return how.cast(
        told.heard(
                placed.jobId(),
                AttemptObserved.class,
                seen ->
                    seen.attempt().equals(placed.attempt()) && how.isInstance(seen.observation()))
            .observation());
  }

  /** How an attempt ended. */
  public AttemptEnded ended(JobPlaced placed) throws InterruptedException {
    return told.heard(
        placed.jobId(), AttemptEnded.class, end -> end.attempt().equals(placed.attempt()));
  }

  /** Waits until all that was submitted of a job so far is released. */
  public void awaitReleased(JobId job) throws InterruptedException {
    for (AttemptSubmitted submitted : told.all(job, AttemptSubmitted.class)) {
      told.heard(job, AttemptReleased.class, one -> one.attempt().equals(submitted.attempt()));
    }
  }

  /** Ends the services and the broker. */
  @Override
  public void close() {
    events.close();
    pipeline.close();
    platform.close();
  }
}
