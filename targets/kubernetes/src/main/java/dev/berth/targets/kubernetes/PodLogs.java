package dev.berth.targets.kubernetes;

import dev.berth.targets.api.WorkerLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;

/**
 * The logs of several pods as one stream as they come; of more than one, whole lines behind the
 * name of their worker. It ends when all have ended. A reader that is slow slows the pods' streams
 * down: the pieces in between are bounded.
 */
final class PodLogs extends InputStream {

  private static final int PIECE = 16 * 1024;
  private static final int PIECES = 16;

  private record Piece(int pod, ByteBuffer content, boolean last) {}

  private final List<PodLog> logs;
  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES);
  private final List<Thread> readers;
  private ByteBuffer current = ByteBuffer.allocate(0);
  private int open;
  private final WorkerLines lines = new WorkerLines();

  PodLogs(List<PodLog> logs) {
    this.logs = List.copyOf(logs);
    this.open = logs.size();
    this.readers =
        IntStream.range(0, logs.size())
            .mapToObj(pod ->
                Thread.ofVirtual().name("log " + logs.get(pod).worker()).start(() -> pass(pod)))
            .toList();
  }

  private void pass(int pod) {
    byte[] buffer = new byte[PIECE];
    try {
      try (InputStream in = logs.get(pod).content()) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          pieces.put(new Piece(pod, ByteBuffer.wrap(Arrays.copyOf(buffer, count)), false));
        }
      } catch (IOException e) {
        // Its node or its connection is gone: what it printed until then is all there is.
      }
      pieces.put(new Piece(pod, ByteBuffer.allocate(0), true));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public int read() throws IOException {
    return fill() ? Byte.toUnsignedInt(current.get()) : -1;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
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
  public int available() {
    return current.remaining();
  }

  private boolean fill() throws IOException {
    while (!current.hasRemaining()) {
      if (open == 0) {
        return false;
      }
      try {
        take(pieces.take());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while reading logs", e);
      }
    }
    return true;
  }

  private void take(Piece piece) {
    String worker = logs.get(piece.pod()).worker();
    if (piece.last()) {
      open--;
      current = lines.atTheEndOf(worker);
    } else {
      current = logs.size() == 1 ? piece.content() : lines.after(worker, piece.content());
    }
  }

  @Override
  public void close() throws IOException {
    for (PodLog log : logs) {
      log.content().close();
    }
    readers.forEach(Thread::interrupt);
  }
}
