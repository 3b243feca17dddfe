package dev.berth.testing.live.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.Json;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.targets.slurm.live.SlurmDaemon;
import dev.berth.testing.live.Told;
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

/** A platform whose targets are Slurm clusters. Closing it leaves no job of its own there. */
final class SlurmLoop implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  final Platform platform;
  final Pipeline pipeline;
  final Events events;
  final Told told;
  private final List<Site> sites;

  /**
   * Starts it.
   *
   * @param services settings of the services
   */
  SlurmLoop(Path folder, List<Site> sites, List<String> services) throws Exception {
    this.sites = List.copyOf(sites);
    Path fleet =
        Files.writeString(
            folder.resolve("fleet.yaml"),
            Json.mapper()
                .writeValueAsString(
                    Map.of("targets", sites.stream().map(site -> site.target(folder)).toList())));
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

  static ConditionFactory await() {
    return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
  }

  Site site(String name) {
    return site(new TargetId(name));
  }

  Site site(TargetId target) {
    return sites.stream().filter(site -> site.id().equals(target)).findFirst().orElseThrow();
  }

  /** Waits until an attempt is seen to run. */
  void awaitRunning(JobPlaced placed) throws InterruptedException {
    told.heard(
        placed.jobId(),
        AttemptObserved.class,
        seen ->
            seen.attempt().equals(placed.attempt())
                && seen.observation() instanceof Observation.Running);
  }

  /** How an attempt ended. */
  AttemptEnded ended(JobPlaced placed) throws InterruptedException {
    return told.heard(
        placed.jobId(), AttemptEnded.class, end -> end.attempt().equals(placed.attempt()));
  }

  /** Every submission of a job is released, and no cluster has it in its queue. */
  void awaitNothingLeft(JobId job) throws InterruptedException {
    awaitNothingLeft(job, sites);
  }

  /** The same where other tests have the rest of the sites out of order. */
  void awaitNothingLeft(JobId job, List<Site> on) throws InterruptedException {
    for (AttemptSubmitted submitted : told.all(job, AttemptSubmitted.class)) {
      told.heard(job, AttemptReleased.class, one -> one.attempt().equals(submitted.attempt()));
      for (Site site : on) {
        assertThat(Queue.of(site.cluster())).doesNotContainKey(submitted.attempt().toString());
      }
    }
  }

  @Override
  public void close() {
    events.close();
    pipeline.close();
    platform.close();
    for (Site site : sites) {
      for (SlurmDaemon daemon :
          List.of(SlurmDaemon.SLURMCTLD, SlurmDaemon.SLURMRESTD, SlurmDaemon.LOGIN)) {
        site.cluster().start(daemon);
      }
      site.cluster().administrator("scancel", "--user=berth");
    }
  }
}
