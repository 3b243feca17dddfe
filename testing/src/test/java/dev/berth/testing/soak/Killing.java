package dev.berth.testing.soak;

import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;

/** Kills one part after the other with SIGKILL and starts it again, some time later. */
public final class Killing {

  /** What a takeover of a killed service's work waits for, shorter than in production. */
  public static final List<String> SETTINGS =
      List.of(
          "-Dberth.advisor.session-timeout=3s",
          "-Dberth.provisioner.session-timeout=3s",
          "-Dberth.monitor.streams.session-timeout=3s",
          "-Dberth.provisioner.retry-maximum=2s");

  private final Platform platform;
  private final List<Part> parts;
  private final RandomGenerator random;
  private final List<String> told = new ArrayList<>();

  /** That will kill those parts of a platform, in an order that {@code random} draws. */
  public Killing(Platform platform, List<Part> parts, RandomGenerator random) {
    this.platform = platform;
    this.parts = List.copyOf(parts);
    this.random = random;
  }

  /** Beside whoever calls. */
  public Future<?> goOn(Duration length, ExecutorService beside) {
    return beside.submit(
        (Callable<Void>)
            () -> {
              goOn(length);
              return null;
            });
  }

  /** What was killed, in order. */
  public List<String> told() {
    return told;
  }

  /** Goes on for so long; in the end every part runs and is ready. */
  public void goOn(Duration length) throws InterruptedException {
    Instant end = Instant.now().plus(length);
    while (Instant.now().isBefore(end)) {
      Part part = parts.get(random.nextInt(parts.size()));
      told.add(Instant.now() + " " + part);
      platform.kill(part);
      Thread.sleep(Duration.ofMillis(random.nextInt(2_000)));
      platform.start(part);
      if (random.nextInt(3) != 0) {
        platform.awaitReady(part);
      }
      Thread.sleep(Duration.ofMillis(random.nextInt(6_000)));
    }
    for (Part part : parts) {
      platform.awaitReady(part);
    }
  }
}
