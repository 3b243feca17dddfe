package dev.berth.local.demo;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Ending;
import dev.berth.contracts.JobFailed;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.local.platform.LocalFleet;
import dev.berth.local.platform.Part;
import dev.berth.local.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The main job: training that is killed in the middle and goes on elsewhere. */
final class KilledTraining {

  /** The example's job. */
  static final JobId JOB = new JobId("digits");

  static final AttemptId FIRST = JOB.attempt(1);
  static final AttemptId SECOND = JOB.attempt(2);

  private static final Duration TRAINING = Duration.ofMinutes(2);

  /** Ten classes: guessing has 0.1, and the example reaches more than 0.9 every time. */
  private static final double LEAST_ACCURACY = 0.9;

  private static final int LAST_LINES = 10;

  private final Theatre theatre;

  KilledTraining(Theatre theatre) {
    this.theatre = theatre;
  }

  /** Waits until the first attempt trains, and kills it once it has a checkpoint. */
  void killFirst() throws DemoFailure, InterruptedException, IOException, PlatformException {
    TargetId target = placed(FIRST).target();
    running(FIRST, target);
    String epoch = log(FIRST, "epoch 3/");
    Path checkpoint = theatre.place().path().resolve("checkpoints/digits/digits.checkpoint");
    DemoFailure.unless(Files.size(checkpoint) > 0, "%s is empty", checkpoint);
    theatre
        .story()
        .fact(
            "it trains (%s) and writes checkpoints (%s)"
                .formatted(epoch, theatre.place().path().relativize(checkpoint)));
    long leader = leader(target);
    List<ProcessHandle> group = AttemptProcesses.of(FIRST.toString(), theatre.place().path());
    DemoFailure.unless(group.size() >= 2, "%s has no process to kill", FIRST);
    AttemptProcesses.killGroup(leader);
    theatre
        .story()
        .tell(
            "SIGKILL to its process group %d: %s"
                .formatted(leader, group.stream().map(ProcessHandle::pid).toList()));
  }

  /** Waits until the second attempt has gone on from the checkpoint and succeeded. */
  void secondGoesOn() throws DemoFailure, InterruptedException {
    lost();
    JobPlaced second = placed(SECOND);
    TargetId before = placed(FIRST).target();
    DemoFailure.unless(
        !second.target().equals(before), "%s was placed on %s again", SECOND, before);
    theatre
        .story()
        .fact(
            "a second decision, on another target: %s instead of %s"
                .formatted(second.target(), before));
    running(SECOND, second.target());
    theatre
        .story()
        .fact(
            "it goes on where the first was: \"%s\"".formatted(log(SECOND, "resumed from epoch")));
    theatre.feed().await(JobSucceeded.class, JOB + " succeeds", TRAINING, e -> e.job().equals(JOB));
    String accuracy = log(SECOND, "test accuracy");
    DemoFailure.unless(
        Double.parseDouble(accuracy.substring(accuracy.lastIndexOf(' ') + 1)) >= LEAST_ACCURACY,
        "the training ended with only '%s'",
        accuracy);
    released(SECOND);
    theatre.story().fact("job.succeeded, and its log ends with \"%s\"".formatted(accuracy));
  }

  private void lost() throws DemoFailure, InterruptedException {
    theatre
        .feed()
        .await(
            AttemptObserved.class,
            FIRST + " is seen gone",
            Theatre.SOON,
            e -> e.attempt().equals(FIRST) && e.observation() instanceof Observation.Gone);
    AttemptEnded ended =
        theatre
            .feed()
            .await(
                AttemptEnded.class, FIRST + " ends", Theatre.SOON, e -> e.attempt().equals(FIRST));
    DemoFailure.unless(
        ended.ending() instanceof Ending.Lost, "%s ended %s instead of lost", FIRST, ended);
    released(FIRST);
    theatre.story().fact("seen gone, ended as lost, released");
    theatre
        .feed()
        .await(
            JobRescheduleRequested.class,
            SECOND + " is asked for",
            Theatre.SOON,
            e -> e.ended().equals(FIRST));
  }

  private JobPlaced placed(AttemptId attempt) throws DemoFailure, InterruptedException {
    return theatre
        .feed()
        .await(
            JobPlaced.class,
            attempt + " is placed",
            Theatre.SOON,
            e -> e.attempt().equals(attempt));
  }

  private void released(AttemptId attempt) throws DemoFailure, InterruptedException {
    theatre
        .feed()
        .await(
            AttemptReleased.class,
            attempt + " is released",
            Theatre.SOON,
            e -> e.attempt().equals(attempt));
  }

  private void running(AttemptId attempt, TargetId target)
      throws DemoFailure, InterruptedException {
    theatre
        .feed()
        .await(
            AttemptSubmitted.class,
            attempt + " is submitted to " + target,
            Theatre.SOON,
            e -> e.attempt().equals(attempt) && e.target().equals(target));
    theatre
        .feed()
        .await(
            AttemptObserved.class,
            attempt + " is seen running",
            Theatre.SOON,
            e -> e.attempt().equals(attempt) && e.observation() instanceof Observation.Running);
  }

  /** The first line of an attempt's log that begins so, as soon as it is there. */
  private String log(AttemptId attempt, String beginning) throws DemoFailure, InterruptedException {
    return Waiting.until(
        "a line '%s…' in the log of %s".formatted(beginning, attempt),
        Theatre.SOON,
        () -> {
          List<String> lines = lines(attempt);
          Optional<String> found = lines.stream().filter(l -> l.startsWith(beginning)).findFirst();
          var failed = theatre.feed().seen(JobFailed.class, e -> e.job().equals(JOB));
          DemoFailure.unless(
              found.isPresent() || failed.isEmpty(),
              "%s failed (%s) without a line '%s…' in its log, which ends with %s",
              JOB,
              failed.map(JobFailed::reason).orElse(""),
              beginning,
              lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
          return found;
        });
  }

  private List<String> lines(AttemptId attempt) throws InterruptedException {
    String path = "/jobs/%s/logs?attempt=%d".formatted(JOB, attempt.number());
    try (Stream<String> lines = theatre.service(Part.MONITOR).lines(path, "text/plain")) {
      return lines.toList();
    }
  }

  /** The process that leads the attempt's session, as its pool has written it down. */
  private long leader(TargetId target) throws IOException, PlatformException, DemoFailure {
    Optional<String> directory =
        LocalFleet.prepare(Path.of(theatre.running().fleet()), theatre.home(), theatre.place())
            .target(target)
            .map(pool -> pool.driver().settings().get("directory"));
    DemoFailure.unless(directory.isPresent(), "%s is no pool of this machine", target);
    Path file =
        Path.of(directory.orElseThrow())
            .resolve("attempts")
            .resolve(FIRST.toString())
            .resolve("worker-0/leader");
    return Long.parseLong(Files.readString(file).strip().split(" ")[0]);
  }
}
