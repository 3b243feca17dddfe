package dev.berth.targets.kubernetes;

import dev.berth.targets.api.PieceStream;
import dev.berth.targets.api.WorkerLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The logs of several pods as one stream as they come; of more than one, whole lines behind the
 * name of their worker. It ends when all have ended. A reader that is slow slows the pods' streams
 * down: the pieces in between are bounded.
 */
final class PodLogs extends PieceStream {

  private static final int PIECE = 16 * 1024;
  private static final int PIECES = 16;

  private record Piece(int pod, ByteBuffer content, boolean last) {}

  private final List<PodLog> logs;
  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES);
  private final List<Thread> readers;
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
  protected @Nullable ByteBuffer next() throws IOException {
    if (open == 0) {
      return null;
    }
    try {
      return shown(pieces.take());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading logs", e);
    }
  }

  private ByteBuffer shown(Piece piece) {
    String worker = logs.get(piece.pod()).worker();
    if (piece.last()) {
      open--;
      return lines.atTheEndOf(worker);
    }
    return logs.size() == 1 ? piece.content() : lines.after(worker, piece.content());
  }

  @Override
  public void close() throws IOException {
    for (PodLog log : logs) {
      log.content().close();
    }
    readers.forEach(Thread::interrupt);
  }
}
