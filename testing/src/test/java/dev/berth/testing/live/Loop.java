package dev.berth.testing.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Event;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Json;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.targets.kubernetes.live.Account;
import dev.berth.targets.kubernetes.live.Cluster;
import dev.berth.targets.kubernetes.live.Tenancy;
import dev.berth.testing.platform.Events;
import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Pipeline;
import dev.berth.testing.platform.Platform;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * A platform whose targets are clusters, in each of which its services have the rights that are
 * granted to them and no others.
 */
final class Loop implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  final Platform platform;
  final Pipeline pipeline;
  final Events events;
  private final Told told;
  private final Map<Cluster, Tenancy> tenancies = new LinkedHashMap<>();
  private final List<Site> sites;

  /**
   * A cluster as a target.
   *
   * @param cluster it
   * @param driver settings of its driver
   * @param pricePerHour of a node in US dollars, by which one is preferred to another; null if
   *     nothing is said of it
   */
  record Site(Cluster cluster, Map<String, String> driver, @Nullable Double pricePerHour) {}

  /**
   * Starts it.
   *
   * @param driver settings of the driver, the same for all clusters
   * @param services settings of the services
   */
  Loop(Path folder, List<Cluster> clusters, Map<String, String> driver, List<String> services)
      throws Exception {
    this(
        folder,
        clusters.stream().map(cluster -> new Site(cluster, driver, null)).toList(),
        services);
  }

  /**
   * Starts it.
   *
   * @param services settings of the services
   */
  Loop(Path folder, List<Site> sites, List<String> services) throws Exception {
    this.sites = sites;
    for (Site site : sites) {
      tenancies.put(site.cluster(), new Tenancy(site.cluster().administrator(), folder));
    }
    platform =
        new Platform(
            folder,
            Map.of(
                Part.ADVISOR, fleet(folder, Part.ADVISOR, Account.MONITOR),
                Part.PROVISIONER, fleet(folder, Part.PROVISIONER, Account.PROVISIONER),
                Part.MONITOR, fleet(folder, Part.MONITOR, Account.MONITOR)),
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

  private Path fleet(Path folder, Part service, Account account) throws IOException {
    List<Map<String, Object>> targets = new ArrayList<>();
    for (Site site : sites) {
      targets.add(
          tenancy(site.cluster())
              .target(site.cluster(), account, site.driver(), site.pricePerHour()));
    }
    return Files.writeString(
        folder.resolve("fleet-" + service + ".yaml"),
        Json.mapper().writeValueAsString(Map.of("targets", targets)));
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200));
  }

  /** The first such event that was told of a job, or is told in time. */
  <E extends Event> E heard(JobId job, Class<E> type, Predicate<E> which)
      throws InterruptedException {
    return told.heard(job, type, which);
  }

  /** All that was told of a job so far and is of that kind. */
  <E extends Event> List<E> told(JobId job, Class<E> type) {
    return told.all(job, type);
  }

  JobPlaced placed(JobId job, int attempt) throws InterruptedException {
    return told.placed(job, attempt);
  }

  void awaitRunning(JobPlaced placed) throws InterruptedException {
    heard(
        placed.jobId(),
        AttemptObserved.class,
        seen ->
            seen.attempt().equals(placed.attempt())
                && seen.observation() instanceof Observation.Running);
  }

  AttemptEnded ended(JobPlaced placed) throws InterruptedException {
    return heard(placed.jobId(), AttemptEnded.class, end -> end.attempt().equals(placed.attempt()));
  }

  /** Lets its containers end, by which its job succeeds, and nothing of the job is left. */
  void succeeds(JobPlaced placed) throws InterruptedException {
    tenancy(placed.target()).end(placed.attempt(), 0);
    JobSucceeded succeeded = heard(placed.jobId(), JobSucceeded.class, _ -> true);
    assertThat(succeeded.attempt()).isEqualTo(placed.attempt());
    nothingIsLeft(placed.jobId());
  }

  /** Every submission is released, and the clusters themselves have no pod of it. */
  void nothingIsLeft(JobId job) throws InterruptedException {
    for (AttemptSubmitted submitted : told(job, AttemptSubmitted.class)) {
      heard(job, AttemptReleased.class, one -> one.attempt().equals(submitted.attempt()));
      tenancies
          .values()
          .forEach(tenancy -> assertThat(tenancy.pods(submitted.attempt())).isEmpty());
    }
  }

  Cluster cluster(TargetId target) {
    return tenancies.keySet().stream()
        .filter(cluster -> cluster.name().equals(target.value()))
        .findFirst()
        .orElseThrow();
  }

  Tenancy tenancy(TargetId target) {
    return tenancy(cluster(target));
  }

  Tenancy tenancy(Cluster cluster) {
    Tenancy tenancy = tenancies.get(cluster);
    if (tenancy == null) {
      throw new IllegalStateException("no tenancy on " + cluster);
    }
    return tenancy;
  }

  Map<Cluster, Tenancy> tenancies() {
    return tenancies;
  }

  /** The node on which an attempt's only pod runs. */
  String node(JobPlaced placed) {
    return await()
        .until(
            () -> running(placed.target(), placed.attempt()).stream().map(Loop::nodeOf).toList(),
            nodes -> nodes.size() == 1)
        .getFirst();
  }

  private static String nodeOf(Pod pod) {
    return String.valueOf(pod.getSpec().getNodeName());
  }

  private List<Pod> running(TargetId target, AttemptId attempt) {
    return tenancy(target).pods(attempt).stream()
        .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
        .toList();
  }

  @Override
  public void close() {
    events.close();
    pipeline.close();
    platform.close();
    tenancies.keySet().forEach(Cluster::apiServerUp);
    tenancies.values().forEach(Tenancy::close);
  }
}
