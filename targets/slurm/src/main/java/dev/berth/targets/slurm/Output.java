package dev.berth.targets.slurm;

import dev.berth.targets.api.PieceStream;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.slurm.conversation.SiteFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A job's output, read piece by piece where the last one ended. A follower asks again in short
 * intervals while there is more, and in longer ones while there is not: no session of a login node
 * is held for it, of which a site grants ten.
 */
final class Output extends PieceStream {

  private static final int PIECE = 256 << 10;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(8);

  /** Whether the job may still print. */
  @FunctionalInterface
  interface Living {
    boolean goesOn() throws TargetTroubleException;
  }

  private final SiteFiles files;
  private final String path;
  private final Living living;
  private final CountDownLatch closed = new CountDownLatch(1);
  private long offset;
  private Duration wait = SHORTEST;
  private boolean last;

  Output(SiteFiles files, String path, Living living) {
    this.files = files;
    this.path = path;
    this.living = living;
  }

  @Override
  protected @Nullable ByteBuffer next() throws IOException {
    try {
      while (true) {
        Optional<byte[]> piece = files.read(path, offset, PIECE);
        if (piece.isPresent() && piece.get().length > 0) {
          offset += piece.get().length;
          wait = SHORTEST;
          return ByteBuffer.wrap(piece.get());
        }
        if (last || closed.getCount() == 0) {
          return null;
        }
        // What it printed at its very end is read once more after it is over.
        last = !living.goesOn();
        if (!last && closed.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
          return null;
        }
        wait = wait.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : wait.multipliedBy(2);
      }
    } catch (TargetTroubleException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
