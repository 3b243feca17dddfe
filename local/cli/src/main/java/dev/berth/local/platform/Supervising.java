package dev.berth.local.platform;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts a platform's parts again when they die, a little later each time. */
public final class Supervising {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** A part that has lived so long is taken to be well again. */
  private static final Duration WELL = Duration.ofMinutes(1);

  private final Platform platform;
  private final Consumer<String> tell;
  private final Map<Part, Duration> pauses = new EnumMap<>(Part.class);

  /**
   * Of that platform.
   *
   * @param tell is told of every death
   */
  public Supervising(Platform platform, Consumer<String> tell) {
    this.platform = platform;
    this.tell = tell;
  }

  /** Goes on until a part is not to be started again, because the platform is being ended. */
  public void run() throws InterruptedException, IOException {
    Map<Part, Long> startedAt = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      startedAt.put(part, System.nanoTime());
    }
    while (true) {
      Part dead = nextDeath();
      Process before = platform.process(dead);
      long lived = System.nanoTime() - startedAt.getOrDefault(dead, 0L);
      Duration pause = pause(dead, Duration.ofNanos(lived));
      tell.accept(
          "the %s died with exit code %d; it is started again in %d s"
              .formatted(dead, before == null ? -1 : before.exitValue(), pause.toSeconds()));
      Thread.sleep(pause);
      if (!platform.launch(dead)) {
        return;
      }
      startedAt.put(dead, System.nanoTime());
    }
  }

  private Duration pause(Part part, Duration lived) {
    @Nullable Duration last = lived.compareTo(WELL) > 0 ? null : pauses.get(part);
    Duration pause = last == null ? FIRST_PAUSE : last.multipliedBy(2);
    Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    pauses.put(part, bounded);
    return bounded;
  }

  private Part nextDeath() throws InterruptedException {
    CompletableFuture<Part> death = new CompletableFuture<>();
    for (Part part : Part.values()) {
      Process process = platform.process(part);
      if (process != null) {
        var _ = process.onExit().thenAccept(_ -> death.complete(part));
      }
    }
    try {
      return death.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
