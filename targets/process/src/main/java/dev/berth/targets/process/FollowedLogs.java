package dev.berth.targets.process;

import dev.berth.targets.api.PieceStream;
import dev.berth.targets.api.WorkerLines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The logs of an attempt's workers as one stream, in turns; of several workers, whole lines behind
 * the name of their worker. It ends when there is nothing more to come. Files stay open, so that an
 * attempt that is released meanwhile is read to its end.
 */
final class FollowedLogs extends PieceStream {

  private static final int PIECE = 16 * 1024;

  private final List<Path> logs;
  private final @Nullable SeekableByteChannel[] open;
  private final Waiting.Condition goesOn;
  private final Duration interval;
  private int turn;
  private final WorkerLines lines = new WorkerLines();
  private int ended;

  /** Opens what is there; what is not yet is opened when it comes. */
  FollowedLogs(List<Path> logs, Waiting.Condition goesOn, Duration interval) throws IOException {
    this.logs = logs;
    this.open = new @Nullable SeekableByteChannel[logs.size()];
    this.goesOn = goesOn;
    this.interval = interval;
    for (int rank = 0; rank < logs.size(); rank++) {
      channel(rank);
    }
  }

  @Override
  public void close() throws IOException {
    for (SeekableByteChannel channel : open) {
      if (channel != null) {
        channel.close();
      }
    }
  }

  @Override
  protected @Nullable ByteBuffer next() throws IOException {
    while (true) {
      // Asked before reading: what is printed between the two is read in the next round.
      boolean more = goesOn.holds();
      ByteBuffer piece = printed();
      if (piece != null) {
        return piece;
      }
      if (!more) {
        return rest();
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted while following logs");
      }
      LockSupport.parkNanos(interval.toNanos());
    }
  }

  /** Begins behind the worker that was read last: one that prints without end has its turn only. */
  private @Nullable ByteBuffer printed() throws IOException {
    for (int tried = 0; tried < logs.size(); tried++) {
      int rank = turn;
      turn = (turn + 1) % logs.size();
      ByteBuffer content = ByteBuffer.allocate(PIECE);
      SeekableByteChannel channel = channel(rank);
      if (channel != null && channel.read(content) > 0) {
        content.flip();
        return logs.size() == 1 ? content : lines.after(worker(rank), content);
      }
    }
    return null;
  }

  /** Takes what a worker left without a newline, one worker after the other. */
  private @Nullable ByteBuffer rest() {
    while (ended < logs.size()) {
      ByteBuffer left = lines.atTheEndOf(worker(ended));
      ended++;
      if (left.hasRemaining()) {
        return left;
      }
    }
    return null;
  }

  private static String worker(int rank) {
    return "worker-" + rank;
  }

  private @Nullable SeekableByteChannel channel(int rank) throws IOException {
    if (open[rank] == null) {
      try {
        open[rank] = Files.newByteChannel(logs.get(rank));
      } catch (NoSuchFileException e) {
        return null;
      }
    }
    return open[rank];
  }
}
