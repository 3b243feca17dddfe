package dev.berth.testing.live.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Observation;
import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import dev.berth.targets.slurm.live.SlurmDaemon;
import dev.berth.testing.live.CommandJobs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Slurm that does not answer says nothing about its jobs: none is lost, none is run twice. */
class OutagesE2E {

  /** Longer than every time-out that is set here, together. */
  private static final Duration OUTAGE = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static SlurmLoop loop;

  @BeforeAll
  static void start() throws Exception {
    loop =
        new SlurmLoop(
            folder,
            List.of(
                Site.of(SlurmCluster.OAK, Access.REST),
                Site.of(SlurmCluster.ELM, Access.SSH),
                Site.of(SlurmCluster.ASH, Access.REST)),
            List.of(
                "-Dberth.provisioner.retry-maximum=2s", "-Dberth.monitor.ledger.suspect-after=3s"));
  }

  @AfterAll
  static void stop() {
    if (loop != null) {
      loop.close();
    }
  }

  private static void awaitUnreachable(JobId job) throws InterruptedException {
    loop.told.heard(
        job, AttemptObserved.class, seen -> seen.observation() instanceof Observation.Unreachable);
  }

  /** Waits for a job elsewhere, which tells the time. */
  private static void letPass(Duration time, Site elsewhere) throws InterruptedException {
    JobSpec clock =
        SlurmJobs.shell(
            CommandJobs.fresh("clock"),
            "sleep " + time.toSeconds(),
            CommandJobs.on(elsewhere.id()));
    loop.pipeline.request(clock, null);
    loop.told.heard(clock.id(), JobSucceeded.class, _ -> true);
  }

  private static void ranOnce(JobId job, SlurmCluster cluster) throws InterruptedException {
    assertThat(loop.told.all(job, JobPlaced.class)).hasSize(1);
    assertThat(loop.told.all(job, AttemptSubmitted.class)).hasSize(1);
    assertThat(cluster.jobsNamed(job + "-1")).hasSize(1);
    loop.awaitNothingLeft(job);
  }

  @ParameterizedTest
  @CsvSource({
    "oak, SLURMCTLD, ash",
    "elm, SLURMCTLD, oak",
    "ash, SLURMRESTD, oak",
    "elm, LOGIN, ash"
  })
  void seesTheSuccessOfWhatRanOnWhileNobodyAnswered(
      String name, SlurmDaemon daemon, String elsewhere) throws Exception {
    Site site = loop.site(name);
    JobSpec spec =
        SlurmJobs.shell(
            CommandJobs.fresh("%s-without-%s".formatted(name, daemon)),
            "sleep 15",
            CommandJobs.on(site.id()));
    loop.pipeline.request(spec, null);
    JobPlaced placed = loop.told.placed(spec.id(), 1);
    loop.awaitRunning(placed);

    site.cluster().kill(daemon);
    try {
      awaitUnreachable(spec.id());
      letPass(OUTAGE, loop.site(elsewhere));
      assertThat(loop.told.all(spec.id(), AttemptEnded.class)).isEmpty();
    } finally {
      site.cluster().start(daemon);
    }

    assertThat(loop.told.heard(spec.id(), JobSucceeded.class, _ -> true).attempt())
        .isEqualTo(placed.attempt());
    ranOnce(spec.id(), site.cluster());
  }

  @ParameterizedTest
  @CsvSource({"oak, SLURMRESTD", "ash, SLURMCTLD", "elm, LOGIN"})
  void waitsForWhatTakesConnectionsAndNeverAnswers(String name, SlurmDaemon daemon)
      throws Exception {
    Site site = loop.site(name);
    JobSpec spec =
        SlurmJobs.shell(
            CommandJobs.fresh("%s-hangs-%s".formatted(name, daemon)),
            "sleep 5",
            CommandJobs.on(site.id()));

    site.cluster().hang(daemon);
    try {
      loop.pipeline.request(spec, null);
      loop.told.placed(spec.id(), 1);
      letPass(Duration.ofSeconds(15), loop.site(name.equals("elm") ? "oak" : "elm"));
      assertThat(loop.told.all(spec.id(), AttemptEnded.class)).isEmpty();
    } finally {
      site.cluster().start(daemon);
    }

    loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
    ranOnce(spec.id(), site.cluster());
  }

  @ParameterizedTest
  @CsvSource({"oak", "ash"})
  void goesOnWithANewTokenWhenTheOldOneHasExpired(String name) throws Exception {
    Site site = loop.site(name);
    Path token = Access.tokenFile(site.cluster(), folder);
    JobSpec spec =
        SlurmJobs.shell(
            CommandJobs.fresh(name + "-expires"), "sleep 20", CommandJobs.on(site.id()));
    loop.pipeline.request(spec, null);
    JobPlaced placed = loop.told.placed(spec.id(), 1);
    loop.awaitRunning(placed);

    site.cluster().tokenFile(token, Duration.ofSeconds(1));
    try {
      awaitUnreachable(spec.id());
      letPass(OUTAGE, loop.site("elm"));
      assertThat(loop.told.all(spec.id(), AttemptEnded.class)).isEmpty();
    } finally {
      site.cluster().tokenFile(token, Duration.ofHours(2));
    }

    loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
    ranOnce(spec.id(), site.cluster());
  }

  /** Slurm gives the job up as lost with its node, and its program goes on there. */
  @Test
  void startsNothingElseWhileTheProgramRunsOnBesideADeadSlurmd() throws Exception {
    Site site = loop.site("elm");
    Path beats = site.cluster().scratch();
    JobSpec spec =
        SlurmJobs.shell(
            CommandJobs.fresh("headless"),
            "for i in $(seq 600); do date +%%s%%N >>%s/$BERTH_ATTEMPT; [ $BERTH_ATTEMPT = $BERTH_JOB-1 ] || exit 0; sleep 0.2; done"
                .formatted(beats),
            CommandJobs.on(site.id(), loop.site("ash").id()));
    loop.pipeline.request(spec, null);
    JobPlaced first = loop.told.placed(spec.id(), 1);
    loop.awaitRunning(first);
    SlurmCluster cluster = loop.site(first.target()).cluster();
    String node = Queue.node(cluster, first.attempt().toString());
    Path firstBeats = beats.resolve(first.attempt().toString());

    cluster.killSlurmd(node);
    try {
      loop.ended(first);
      long then = Files.size(firstBeats);
      letPass(Duration.ofSeconds(10), loop.site("oak"));
      assertThat(Files.size(firstBeats)).as("it runs on").isGreaterThan(then);
      assertThat(loop.told.all(spec.id(), AttemptReleased.class)).isEmpty();
      assertThat(loop.told.all(spec.id(), AttemptSubmitted.class)).hasSize(1);
    } finally {
      cluster.startNode(node);
    }

    JobSucceeded succeeded = loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
    Path secondBeats = beats.resolve(succeeded.attempt().toString());
    assertThat(Long.parseLong(Files.readAllLines(secondBeats).getFirst()))
        .as("the first beat of %s and the last one before", succeeded.attempt())
        .isGreaterThan(Long.parseLong(Files.readAllLines(firstBeats).getLast()));
    loop.awaitNothingLeft(spec.id());
  }
}
