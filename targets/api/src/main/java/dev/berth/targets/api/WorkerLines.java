package dev.berth.targets.api;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What several workers print as whole lines, each behind the name of its worker: {@code [worker-3]
 * loss 0.25}. Pieces may end anywhere in a line; what has no newline yet is held back until it has
 * one, the worker ends, or it is longer than 64 KiB.
 */
public final class WorkerLines {

  private static final int LONGEST = 64 << 10;

  private final Map<String, ByteArrayOutputStream> begun = new HashMap<>();

  /** What can be shown now that a worker has printed a further piece; empty if no line is whole. */
  public ByteBuffer after(String worker, ByteBuffer piece) {
    ByteArrayOutputStream line = begun.computeIfAbsent(worker, _ -> new ByteArrayOutputStream());
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    while (piece.hasRemaining()) {
      byte next = piece.get();
      if (next != '\n') {
        line.write(next);
      }
      if (next == '\n' || line.size() >= LONGEST) {
        end(worker, line, whole);
      }
    }
    return ByteBuffer.wrap(whole.toByteArray());
  }

  /** What a worker that has ended left without a newline; empty if nothing. */
  public ByteBuffer atTheEndOf(String worker) {
    ByteArrayOutputStream line = begun.remove(worker);
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    if (line != null && line.size() > 0) {
      end(worker, line, whole);
    }
    return ByteBuffer.wrap(whole.toByteArray());
  }

  private static void end(String worker, ByteArrayOutputStream line, ByteArrayOutputStream whole) {
    whole.writeBytes(("[" + worker + "] ").getBytes(StandardCharsets.UTF_8));
    whole.writeBytes(line.toByteArray());
    whole.write('\n');
    line.reset();
  }
}
