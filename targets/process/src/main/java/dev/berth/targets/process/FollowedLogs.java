package dev.berth.targets.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The logs of an attempt's workers as one stream; of several workers, each piece is headed by its
 * rank. It ends when there is nothing more to come.
 */
final class FollowedLogs extends InputStream {

  private static final int PIECE = 16 * 1024;

  private final List<Path> logs;
  private final long[] positions;
  private final Waiting.Condition goesOn;
  private final Duration interval;
  private ByteBuffer piece = ByteBuffer.allocate(0);

  FollowedLogs(List<Path> logs, Waiting.Condition goesOn, Duration interval) {
    this.logs = logs;
    this.positions = new long[logs.size()];
    this.goesOn = goesOn;
    this.interval = interval;
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

  private boolean next() throws IOException {
    for (int rank = 0; rank < logs.size(); rank++) {
      byte[] heading = heading(rank);
      ByteBuffer found = ByteBuffer.allocate(heading.length + PIECE).put(heading);
      int count = readInto(rank, found);
      if (count > 0) {
        piece = found.flip();
        return true;
      }
    }
    return false;
  }

  private int readInto(int rank, ByteBuffer found) throws IOException {
    if (!Files.exists(logs.get(rank))) {
      return 0;
    }
    try (SeekableByteChannel log = Files.newByteChannel(logs.get(rank))) {
      int count = log.position(positions[rank]).read(found);
      positions[rank] += Math.max(0, count);
      return count;
    }
  }

  private byte[] heading(int rank) {
    return logs.size() == 1
        ? new byte[0]
        : ("--- worker " + rank + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
