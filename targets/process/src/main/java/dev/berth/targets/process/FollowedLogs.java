package dev.berth.targets.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The logs of an attempt's workers as one stream, in turns; of several workers, a piece is headed
 * by its rank where the worker changes. It ends when there is nothing more to come. Files stay
 * open, so that an attempt that is released meanwhile is read to its end.
 */
final class FollowedLogs extends InputStream {

  private static final int PIECE = 16 * 1024;

  private final List<Path> logs;
  private final @Nullable SeekableByteChannel[] open;
  private final Waiting.Condition goesOn;
  private final Duration interval;
  private ByteBuffer piece = ByteBuffer.allocate(0);
  private int turn;
  private int heard = -1;

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
        return true;
      }
      if (!more) {
        return false;
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
        byte[] heading = heading(rank);
        piece =
            ByteBuffer.allocate(heading.length + content.position())
                .put(heading)
                .put(content.flip())
                .flip();
        return true;
      }
    }
    return false;
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

  private byte[] heading(int rank) {
    boolean same = logs.size() == 1 || rank == heard;
    heard = rank;
    return same ? new byte[0] : ("--- worker " + rank + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
