package dev.berth.testing.bench.kubernetes;

import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventType;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Submission;
import dev.berth.testing.bench.loop.Starting;
import dev.berth.testing.bench.submitting.Decided;
import dev.berth.testing.platform.Events;
import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A monitor that watches nothing, and then many attempts. */
final class Watching {

  private static final double MIB = 1024 * 1024;
  private static final double PER = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** So that what a monitor has once, however much it watches, is there before it is measured. */
  private static final int WARM_UP = 100;

  /**
   * The monitor's JVM as it is in its image under the limit of {@code k8s/}, 1 GiB: its heap begins
   * with a 64th of that and ends at 60%. On a machine with more, it would begin with a 64th of that
   * machine's memory, and fill it before it looks for what is not needed.
   */
  private static final List<String> JVM = List.of("-XX:TieredStopAtLevel=4", "-Xms16m", "-Xmx614m");

  private static final Duration LOOK = Duration.ofMillis(500);

  private Watching() {}

  /**
   * What was measured, for each 1,000 attempts.
   *
   * @param jsonMiB the reference: their Jobs and pods as JSON
   * @param heapMiB what more there is in the heap after a full collection
   * @param residentMiB what more the process has resident, what its looks leave behind included
   */
  record Measured(double jsonMiB, double heapMiB, double residentMiB) {}

  /**
   * Makes so many attempts and has them watched.
   *
   * @param folder an empty folder
   */
  static Measured measure(Path folder, ApiServer server, int attempts)
      throws IOException, InterruptedException {
    try (Ground ground = new Ground(server);
        Platform platform = new Platform(folder, ground.fleets(folder), JVM)) {
      platform.start(Part.BROKER);
      platform.awaitReady(Part.BROKER);
      platform.start(Part.MONITOR);
      platform.awaitReady(Part.MONITOR);
      Process monitor = platform.process(Part.MONITOR);
      try (Events events = new Events(platform.bootstrapServers());
          Decided decided = new Decided(platform.bootstrapServers(), ground.target().id())) {
        watch(ground, decided, Submissions.of("warm", WARM_UP, Submissions.SMALL));
        awaitRunning(platform, events, WARM_UP);
        double heap = LiveHeap.bytes(monitor);
        double resident = Starting.residentMiB(monitor);
        double jsonBytes =
            watch(ground, decided, Submissions.of("watched", attempts, Submissions.SMALL));
        awaitRunning(platform, events, WARM_UP + attempts);
        double thousands = attempts / PER;
        double residentAfter = Starting.residentMiB(monitor);
        return new Measured(
            jsonBytes / MIB / thousands,
            (LiveHeap.bytes(monitor) - heap) / MIB / thousands,
            (residentAfter - resident) / thousands);
      }
    }
  }

  /** Has them made, and has the monitor told of them; returns their size as JSON, in bytes. */
  private static double watch(Ground ground, Decided decided, List<Submission> submissions)
      throws InterruptedException {
    ManyObjects objects = new ManyObjects(ground);
    decided.place(submissions);
    objects.make(
        submissions,
        (submission, uid) ->
            decided.write(
                EventType.ATTEMPT_SUBMITTED,
                submission.traceparent(),
                new AttemptSubmitted(
                    submission.attempt(), ground.target().id(), uid, false, Instant.now(), null)));
    return objects.jsonBytes();
  }

  private static void awaitRunning(Platform platform, Events events, int attempts)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Set<String> running = new HashSet<>();
    while (running.size() < attempts) {
      for (Envelope<?> envelope : events.all()) {
        if (envelope.event() instanceof AttemptObserved seen
            && seen.observation() instanceof Observation.Running) {
          running.add(seen.attempt().toString());
        }
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            "%d of %d are seen running%s"
                .formatted(running.size(), attempts, platform.logTail(Part.MONITOR)));
      }
      Thread.sleep(LOOK);
    }
  }
}
