package dev.berth.local.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Ends processes that are known by their marks, politely first; never any other. */
public final class Stopping {

  private static final Duration POLITE = Duration.ofSeconds(15);

  /** A supervisor ends all the parts before itself. */
  private static final Duration SUPERVISOR = Duration.ofSeconds(90);

  private static final Duration KILLED = Duration.ofSeconds(5);

  private static final long PAUSE_MILLIS = 20;

  private final Place place;
  private final Consumer<String> tell;

  /**
   * Of one platform.
   *
   * @param tell is told what is done, in short lines
   */
  public Stopping(Place place, Consumer<String> tell) {
    this.place = place;
    this.tell = tell;
  }

  /**
   * Ends every part, the last started first, and forgets the platform.
   *
   * @return how many there were
   */
  public int parts() {
    int ended = 0;
    for (Part part : Part.lastFirst()) {
      if (end(part.toString(), place.pidFile(part), POLITE)) {
        ended++;
      }
    }
    place.running().toFile().delete();
    return ended;
  }

  /**
   * Ends the {@code ./berth up} that keeps a platform up from the foreground, and with it the
   * parts.
   *
   * @return whether there was one
   */
  public boolean supervisor() {
    return end("supervisor", place.supervisor(), SUPERVISOR);
  }

  private boolean end(String name, PidFile file, Duration polite) {
    Optional<ProcessHandle> process = file.process();
    process.ifPresent(there -> end(name, file, there, polite));
    file.delete();
    return process.isPresent();
  }

  private void end(String name, PidFile file, ProcessHandle process, Duration polite) {
    process.destroy();
    if (!ended(file, polite)) {
      tell.accept(
          "the %s did not end within %d s and is killed".formatted(name, polite.toSeconds()));
      process.destroyForcibly();
      if (!ended(file, KILLED)) {
        throw new IllegalStateException(
            "the %s, pid %d, cannot be ended".formatted(name, process.pid()));
      }
    }
  }

  /** Asks the mark: a zombie that nobody reaps has ended all the same. */
  private static boolean ended(PidFile file, Duration within) {
    long deadline = System.nanoTime() + within.toNanos();
    while (file.process().isPresent()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
