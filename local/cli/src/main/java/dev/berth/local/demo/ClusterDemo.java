package dev.berth.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Event;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.local.client.Fleets;
import dev.berth.local.client.Input;
import dev.berth.local.client.Request;
import dev.berth.local.client.Requests;
import dev.berth.local.platform.Home;
import dev.berth.local.platform.Part;
import dev.berth.local.platform.Place;
import dev.berth.local.platform.Platform;
import dev.berth.local.platform.PlatformException;
import dev.berth.local.platform.Running;
import dev.berth.local.text.Elapsed;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** A job whose cluster fails it, and that goes on on the other one. */
public final class ClusterDemo implements Play {

  private static final JobId JOB = new JobId("on-a-cluster");
  private static final AttemptId FIRST = JOB.attempt(1);
  private static final AttemptId SECOND = JOB.attempt(2);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Played nodes read how long it runs; on others it is what the program does. */
  private static final String SPEC =
      """
      {"id": "on-a-cluster", "runtime": "container", "image": "busybox:1.37", "entrypoint": "sh",
       "arguments": ["-c", "echo $BERTH_ATTEMPT resumed=$BERTH_RESUMED; sleep 15"],
       "environment": {"LIVE_RUN_FOR": "15s"},
       "resources": {"cpus": 0.1, "memoryMiB": 64}, "team": "demo"}
      """;

  private final Home home;
  private final Place place;
  private final Running running;
  private final Clusters clusters;
  private final Story story;
  private final Platform platform;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * In that folder, which is its own, on those ports.
   *
   * @param running names the fleet file, which is written here
   * @param out where it tells
   */
  public ClusterDemo(Home home, Place place, Running running, Clusters clusters, PrintWriter out) {
    this.home = home;
    this.place = place;
    this.running = running;
    this.clusters = clusters;
    this.story = new Story(out);
    this.platform = new Platform(home, place, running, story::tell);
  }

  /**
   * Plays it all, and ends everything.
   *
   * @throws DemoFailure if something that it shows did not happen, and which
   * @throws PlatformException if the platform did not come up, and why
   */
  @Override
  public void play() throws DemoFailure, PlatformException, IOException, InterruptedException {
    story.chapter("Two Kubernetes clusters");
    clusters.start();
    story.tell(clusters.description());
    for (Cluster cluster : clusters.all()) {
      cluster.prepare();
    }
    Files.writeString(Path.of(running.fleet()), fleet());
    check();
    story.chapter("A broker and three services, each a process of its own");
    platform.start();
    try (Feed feed = new Feed(running.ports().bootstrapServers(), story::tell)) {
      perform(new Theatre(home, place, running, feed, story));
    }
    story.chapter("The end");
    for (Cluster cluster : clusters.all()) {
      DemoFailure.unless(cluster.pods().isEmpty(), "%s has pods left", cluster);
    }
    story.fact("no pod is left on either cluster, by what their API servers say");
    List<String> left = end();
    DemoFailure.unless(left.isEmpty(), "not all could be taken away: %s", left);
    story.fact("nothing that the demo made is left on the clusters");
    NothingLeft.onTheMachine(place, story);
    story.tell(
        "done: %d facts checked in %s".formatted(story.facts(), Elapsed.of(story.elapsed())));
  }

  private String fleet() {
    return "targets:\n" + clusters.all().get(0).entry("0.10") + clusters.all().get(1).entry("0.20");
  }

  /** What ./berth targets check tells. */
  private void check() throws DemoFailure {
    for (Target target : Fleets.read(Path.of(running.fleet()), home).targets()) {
      List<Check> checks = new ArrayList<>();
      Fleets.provider(target).check(target, checks::add);
      List<Check> failed =
          checks.stream().filter(one -> one.outcome() instanceof CheckOutcome.Failed).toList();
      DemoFailure.unless(failed.isEmpty(), "%s lacks something: %s", target.id(), failed);
      story.fact(
          "%s has what jobs need: %d checks passed"
              .formatted(
                  target.id(),
                  checks.stream()
                      .filter(one -> one.outcome() instanceof CheckOutcome.Passed)
                      .count()));
    }
  }

  private void perform(Theatre theatre) throws DemoFailure, IOException, InterruptedException {
    story.chapter("1. A job runs on one of them");
    new Requests(running)
        .send(Request.checked(new Input(JOB.value(), SPEC.getBytes(StandardCharsets.UTF_8))));
    Cluster first = cluster(placed(theatre, FIRST));
    observed(theatre, FIRST, Observation.Running.class);
    DemoFailure.unless(first.pods(FIRST).size() == 1, "%s has no pod of %s", first, FIRST);
    story.fact("%s runs on %s, node %s".formatted(FIRST, first, first.node(FIRST).orElse("?")));

    story.chapter("2. It comes to harm there");
    story.tell(clusters.harm(first, FIRST));
    AttemptEnded ended = await(theatre, AttemptEnded.class, e -> e.attempt().equals(FIRST));
    DemoFailure.unless(
        !(ended.ending() instanceof Ending.Succeeded), "%s succeeded all the same", FIRST);
    DemoFailure.unless(
        !(ended.ending() instanceof Ending.Failed failed
            && failed.category() == FailureCategory.APPLICATION),
        "the harm was taken for the program's own failure: %s",
        ended.ending());
    story.fact("the loss is seen, and not taken for a failure of the program");
    boolean released =
        theatre.feed().seen(AttemptReleased.class, e -> e.attempt().equals(FIRST)).isPresent();
    String settled = clusters.settle(first);
    if (!settled.isEmpty()) {
      DemoFailure.unless(
          !released
              && theatre
                  .feed()
                  .seen(AttemptSubmitted.class, e -> e.attempt().equals(SECOND))
                  .isEmpty(),
          "a second attempt was started while the first might still run");
      story.fact("nothing else is started while it might still run there");
      story.tell(settled);
    }
    await(theatre, AttemptReleased.class, e -> e.attempt().equals(FIRST));

    story.chapter("3. It goes on on the other one");
    Cluster second = cluster(placed(theatre, SECOND));
    DemoFailure.unless(!second.equals(first), "%s was placed on %s again", SECOND, first);
    observed(theatre, SECOND, Observation.Running.class);
    DemoFailure.unless(first.pods().isEmpty(), "%s has pods left", first);
    story.fact(
        "%s runs on %s; nothing of %s is left on %s".formatted(SECOND, second, FIRST, first));
    await(theatre, JobSucceeded.class, e -> e.job().equals(JOB));
    await(theatre, AttemptReleased.class, e -> e.attempt().equals(SECOND));
    JsonNode job = theatre.service(Part.MONITOR).get("/jobs/" + JOB);
    DemoFailure.unless(job.path("attempts").size() == 2, "the ledger has other attempts: %s", job);
    story.fact("job.succeeded, after two attempts, both released");
  }

  private Cluster cluster(TargetId target) throws DemoFailure {
    Optional<Cluster> found =
        clusters.all().stream().filter(one -> one.target().equals(target)).findFirst();
    return found.orElseThrow(() -> new DemoFailure("there is no cluster " + target));
  }

  private static TargetId placed(Theatre theatre, AttemptId attempt)
      throws DemoFailure, InterruptedException {
    return await(theatre, JobPlaced.class, e -> e.attempt().equals(attempt)).target();
  }

  private static void observed(
      Theatre theatre, AttemptId attempt, Class<? extends Observation> kind)
      throws DemoFailure, InterruptedException {
    await(
        theatre,
        AttemptObserved.class,
        e -> e.attempt().equals(attempt) && kind.isInstance(e.observation()));
  }

  private static <E extends Event> E await(Theatre theatre, Class<E> kind, Predicate<E> matches)
      throws DemoFailure, InterruptedException {
    return theatre.feed().await(kind, kind.getSimpleName() + " of " + JOB, PATIENCE, matches);
  }

  /** Ends the platform and the clusters that were started for it; nothing the second time. */
  @Override
  public void close() {
    end().forEach(left -> story.tell("not taken away: " + left));
  }

  private List<String> end() {
    if (!closed.compareAndSet(false, true)) {
      return List.of();
    }
    platform.close();
    return clusters.end();
  }
}
