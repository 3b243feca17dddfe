package dev.berth.targets.kubernetes;

import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The log of a pod that has not started: its reader waits until it has, or is gone. */
final class LateLog extends InputStream {

  /** How a pod that is waited for stands. */
  sealed interface Standing {
    /** It has not started. */
    record Waiting() implements Standing {}

    /** It has. */
    record Started(InputStream log) implements Standing {}

    /** It is not there any more, and never printed anything. */
    record Gone() implements Standing {}
  }

  /** A look at the pod. */
  @FunctionalInterface
  interface Look {
    Standing take() throws TargetTroubleException;
  }

  private final Look look;
  private final Duration interval;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable InputStream log;

  LateLog(Look look, Duration interval) {
    this.look = look;
    this.interval = interval;
  }

  @Override
  public int read() throws IOException {
    Optional<InputStream> started = awaited();
    return started.isEmpty() ? -1 : started.get().read();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Optional<InputStream> started = awaited();
    return started.isEmpty() ? -1 : started.get().read(into, offset, length);
  }

  private Optional<InputStream> awaited() throws IOException {
    InputStream known = log;
    if (known != null) {
      return Optional.of(known);
    }
    try {
      while (true) {
        switch (look.take()) {
          case Standing.Started started -> {
            log = started.log();
            if (closed.getCount() == 0) {
              started.log().close();
            }
            return Optional.of(started.log());
          }
          case Standing.Gone _ -> {
            return Optional.empty();
          }
          case Standing.Waiting _ -> {
            if (closed.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
              return Optional.empty();
            }
          }
        }
      }
    } catch (TargetTroubleException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    InputStream open = log;
    if (open != null) {
      open.close();
    }
  }
}
