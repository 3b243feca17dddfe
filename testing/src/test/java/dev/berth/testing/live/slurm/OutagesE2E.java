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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A Slurm that does not answer says nothing about its jobs: none is lost, none is run twice. Each
 * has its trouble while the others have theirs.
 */
@Execution(ExecutionMode.CONCURRENT)
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

  private static void letPass(Duration time) {
    SlurmLoop.await().pollDelay(time).until(() -> true);
  }

  /** A site that takes jobs: it may still be thought to be in its last trouble. */
  private static Site inOrder(String name) throws InterruptedException {
    Site site = loop.site(name);
    JobSpec spec =
        SlurmJobs.shell(CommandJobs.fresh(name + "-in-order"), "true", CommandJobs.on(site.id()));
    loop.pipeline.request(spec, null);
    loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
    return site;
  }

  private static void ranOnce(JobId job, Site site) throws InterruptedException {
    assertThat(loop.told.all(job, JobPlaced.class)).hasSize(1);
    assertThat(loop.told.all(job, AttemptSubmitted.class)).hasSize(1);
    assertThat(site.cluster().jobsNamed(job + "-1")).hasSize(1);
    loop.awaitNothingLeft(job, List.of(site));
  }

  private static void seesTheSuccessOfWhatRanOnWithout(SlurmDaemon daemon, String name)
      throws Exception {
    Site site = inOrder(name);
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
      letPass(OUTAGE);
      assertThat(loop.told.all(spec.id(), AttemptEnded.class)).isEmpty();
    } finally {
      site.cluster().start(daemon);
    }

    assertThat(loop.told.heard(spec.id(), JobSucceeded.class, _ -> true).attempt())
        .isEqualTo(placed.attempt());
    ranOnce(spec.id(), site);
  }

  private static void waitsForWhatNeverAnswers(SlurmDaemon daemon, String name) throws Exception {
    Site site = inOrder(name);
    JobSpec spec =
        SlurmJobs.shell(
            CommandJobs.fresh("%s-hangs-%s".formatted(name, daemon)),
            "sleep 5",
            CommandJobs.on(site.id()));

    site.cluster().hang(daemon);
    try {
      loop.pipeline.request(spec, null);
      loop.told.placed(spec.id(), 1);
      letPass(Duration.ofSeconds(15));
      assertThat(loop.told.all(spec.id(), AttemptEnded.class)).isEmpty();
    } finally {
      site.cluster().start(daemon);
    }

    loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
    ranOnce(spec.id(), site);
  }

  private static void goesOnWithANewToken(String name) throws Exception {
    Site site = inOrder(name);
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
      letPass(OUTAGE);
      assertThat(loop.told.all(spec.id(), AttemptEnded.class)).isEmpty();
    } finally {
      site.cluster().tokenFile(token, Duration.ofHours(2));
    }

    loop.told.heard(spec.id(), JobSucceeded.class, _ -> true);
    ranOnce(spec.id(), site);
  }

  @Nested
  @ResourceLock("oak")
  class OfOak {
    @Test
    void seesTheSuccessOfWhatRanOnWithoutSlurmctld() throws Exception {
      seesTheSuccessOfWhatRanOnWithout(SlurmDaemon.SLURMCTLD, "oak");
    }

    @Test
    void waitsForASlurmrestdThatNeverAnswers() throws Exception {
      waitsForWhatNeverAnswers(SlurmDaemon.SLURMRESTD, "oak");
    }

    @Test
    void goesOnWithANewTokenWhenTheOldOneHasExpired() throws Exception {
      goesOnWithANewToken("oak");
    }
  }

  @Nested
  @ResourceLock("elm")
  class OfElm {
    @Test
    void seesTheSuccessOfWhatRanOnWithoutSlurmctld() throws Exception {
      seesTheSuccessOfWhatRanOnWithout(SlurmDaemon.SLURMCTLD, "elm");
    }

    @Test
    void seesTheSuccessOfWhatRanOnWithoutALoginNode() throws Exception {
      seesTheSuccessOfWhatRanOnWithout(SlurmDaemon.LOGIN, "elm");
    }

    @Test
    void waitsForALoginNodeThatNeverAnswers() throws Exception {
      waitsForWhatNeverAnswers(SlurmDaemon.LOGIN, "elm");
    }
  }

  @Nested
  @ResourceLock("ash")
  class OfAsh {
    @Test
    void seesTheSuccessOfWhatRanOnWithoutSlurmrestd() throws Exception {
      seesTheSuccessOfWhatRanOnWithout(SlurmDaemon.SLURMRESTD, "ash");
    }

    @Test
    void waitsForASlurmctldThatNeverAnswers() throws Exception {
      waitsForWhatNeverAnswers(SlurmDaemon.SLURMCTLD, "ash");
    }

    @Test
    void goesOnWithANewTokenWhenTheOldOneHasExpired() throws Exception {
      goesOnWithANewToken("ash");
    }
  }

  /** Slurm gives the job up as lost with its node, and its program goes on there. */
  @Test
  @ResourceLock("elm")
  @ResourceLock("ash")
  void startsNothingElseWhileTheProgramRunsOnBesideADeadSlurmd() throws Exception {
    Site site = inOrder("elm");
    Site other = inOrder("ash");
    Path beats = site.cluster().scratch();
    JobSpec spec =
        SlurmJobs.shell(
            CommandJobs.fresh("headless"),
            "for i in $(seq 600); do date +%%s%%N >>%s/$BERTH_ATTEMPT; [ $BERTH_ATTEMPT = $BERTH_JOB-1 ] || exit 0; sleep 0.2; done"
                .formatted(beats),
            CommandJobs.on(site.id(), other.id()));
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
      letPass(Duration.ofSeconds(10));
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
    loop.awaitNothingLeft(spec.id(), List.of(site, other));
  }
}
