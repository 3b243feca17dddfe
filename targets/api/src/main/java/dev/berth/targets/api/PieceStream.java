package dev.berth.targets.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A log that comes in pieces, as a stream. One thread reads it; another one may close it. */
public abstract class PieceStream extends InputStream {

  private ByteBuffer current = ByteBuffer.allocate(0);

  /**
   * Waits for what comes next; asked only once the piece before has been read.
   *
   * @return a piece, which may be empty if there is more to wait for; null at the end, and again
   *     whenever it is asked after that
   * @throws IOException if there is no way of knowing what comes, or the reader is interrupted
   */
  protected abstract @Nullable ByteBuffer next() throws IOException;

  @Override
  public final int read() throws IOException {
    return fill() ? Byte.toUnsignedInt(current.get()) : -1;
  }

  @Override
  public final int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, current.remaining());
    current.get(into, offset, count);
    return count;
  }

  @Override
  public final int available() {
    return current.remaining();
  }

  private boolean fill() throws IOException {
    while (!current.hasRemaining()) {
      ByteBuffer piece = next();
      if (piece == null) {
        return false;
      }
      current = piece;
    }
    return true;
  }
}
