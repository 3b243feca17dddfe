package dev.berth.testing.soak;

import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Kills one part after the other with SIGKILL and starts it again, some time later. */
final class Killing {

  private static final Part[] PARTS = Part.values();

  private final Platform platform;
  private final RandomGenerator random;
  private final List<String> told = new ArrayList<>();

  Killing(Platform platform, RandomGenerator random) {
    this.platform = platform;
    this.random = random;
  }

  /** What was killed, in order. */
  List<String> told() {
    return told;
  }

  /** Goes on for so long; in the end every part runs and is ready. */
  void goOn(Duration length) throws InterruptedException {
    Instant end = Instant.now().plus(length);
    while (Instant.now().isBefore(end)) {
      Part part = PARTS[random.nextInt(PARTS.length)];
      told.add(Instant.now() + " " + part);
      platform.kill(part);
      Thread.sleep(Duration.ofMillis(random.nextInt(2_000)));
      platform.start(part);
      if (random.nextInt(3) != 0) {
        platform.awaitReady(part);
      }
      Thread.sleep(Duration.ofMillis(random.nextInt(6_000)));
    }
    for (Part part : PARTS) {
      platform.awaitReady(part);
    }
  }
}
