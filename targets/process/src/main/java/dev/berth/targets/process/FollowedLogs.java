package dev.berth.targets.process;

import dev.berth.targets.api.WorkerLines;
import java.io.IOException;
import java.io.InputStream;
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
final class FollowedLogs extends InputStream {

  private static final int PIECE = 16 * 1024;

  private final List<Path> logs;
  private final @Nullable SeekableByteChannel[] open;
  private final Waiting.Condition goesOn;
  private final Duration interval;
  private ByteBuffer piece = ByteBuffer.allocate(0);
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
  public int read() throws IOException {
    return fill() ? Byte.toUnsignedInt(piece.get()) : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, piece.remaining());
    piece.get(into, offset, count);
    return count;
  }

  @Override
  public int available() {
    return piece.remaining();
  }

  @Override
  public void close() throws IOException {
    for (SeekableByteChannel channel : open) {
      if (channel != null) {
        channel.close();
      }
    }
  }

  private boolean fill() throws IOException {
    while (!piece.hasRemaining()) {
      // Asked before reading: what is printed between the two is read in the next round.
      boolean more = goesOn.holds();
      if (next()) {
        continue;
      }
      if (!more) {
        return rest();
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted while following logs");
      }
      LockSupport.parkNanos(interval.toNanos());
    }
    return true;
  }

  /** Begins behind the worker that was read last: one that prints without end has its turn only. */
  private boolean next() throws IOException {
    for (int tried = 0; tried < logs.size(); tried++) {
      int rank = turn;
      turn = (turn + 1) % logs.size();
      ByteBuffer content = ByteBuffer.allocate(PIECE);
      SeekableByteChannel channel = channel(rank);
      if (channel != null && channel.read(content) > 0) {
        content.flip();
        piece = logs.size() == 1 ? content : lines.after(worker(rank), content);
        return true;
      }
    }
    return false;
  }

  /** Takes what a worker left without a newline, one worker after the other. */
  private boolean rest() {
    while (ended < logs.size() && !piece.hasRemaining()) {
      piece = lines.atTheEndOf(worker(ended));
      ended++;
    }
    return piece.hasRemaining();
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
