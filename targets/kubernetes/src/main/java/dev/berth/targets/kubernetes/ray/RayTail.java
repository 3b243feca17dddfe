package dev.berth.targets.kubernetes.ray;

import dev.berth.targets.api.PieceStream;
import java.io.IOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A log as Ray's head sends it while it grows, as a stream. A piece is asked for when the one
 * before it was read, so that a slow reader makes the head wait instead of filling memory.
 */
final class RayTail extends PieceStream implements WebSocket.Listener {

  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final BlockingQueue<ByteBuffer> pieces = new LinkedBlockingQueue<>();
  private boolean ended;
  private volatile @Nullable WebSocket socket;

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    opened.request(1);
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
    if (text.isEmpty()) {
      from.request(1);
    } else {
      pieces.add(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    pieces.add(END);
    return null;
  }

  /** The head is gone: what came until then is all there is. */
  @Override
  public void onError(WebSocket from, Throwable error) {
    pieces.add(END);
  }

  @Override
  protected @Nullable ByteBuffer next() throws IOException {
    if (ended) {
      return null;
    }
    try {
      ByteBuffer piece = pieces.take();
      ended = !piece.hasRemaining();
      WebSocket open = socket;
      if (!ended && open != null) {
        open.request(1);
      }
      return ended ? null : piece;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while reading a log", e);
    }
  }

  @Override
  public void close() {
    WebSocket open = socket;
    if (open != null) {
      open.abort();
    }
    pieces.add(END);
  }
}
