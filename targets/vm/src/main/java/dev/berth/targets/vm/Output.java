package dev.berth.targets.vm;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.PieceStream;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.api.WorkerLines;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.running.Runs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What workers print, read piece by piece over the connections that there are: of one worker as it
 * is, of several as lines behind the worker's name.
 */
final class Output extends PieceStream {

  private static final int PIECE = 256 << 10;
  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(8);

  /** Whether the attempt may still print. */
  @FunctionalInterface
  interface Living {
    boolean goesOn() throws TargetTroubleException;
  }

  /** One worker's log, and how much of it was read. */
  static final class Log {
    private final Machine machine;
    private final int rank;
    private long offset;

    Log(Machine machine, int rank) {
      this.machine = machine;
      this.rank = rank;
    }
  }

  private final Runs runs;
  private final AttemptId attempt;
  private final List<Log> logs;
  private final Living living;
  private final WorkerLines lines = new WorkerLines();
  private final Deque<ByteBuffer> ready = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private Duration wait = SHORTEST;
  private boolean last;
  private boolean over;

  Output(Runs runs, AttemptId attempt, List<Log> logs, Living living) {
    this.runs = runs;
    this.attempt = attempt;
    this.logs = List.copyOf(logs);
    this.living = living;
  }

  @Override
  protected @Nullable ByteBuffer next() throws IOException {
    try {
      while (ready.isEmpty() && !over) {
        more();
      }
      return ready.poll();
    } catch (TargetTroubleException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void more() throws TargetTroubleException, InterruptedException {
    boolean some = false;
    for (Log log : logs) {
      Optional<byte[]> piece = runs.printed(log.machine, attempt, log.rank, log.offset, PIECE);
      if (piece.isPresent() && piece.get().length > 0) {
        some = true;
        log.offset += piece.get().length;
        show(log, ByteBuffer.wrap(piece.get()));
      }
    }
    if (some) {
      wait = SHORTEST;
    } else if (last || closed.getCount() == 0) {
      over = true;
      logs.forEach(log -> add(lines.atTheEndOf(name(log))));
    } else {
      // What it printed at its very end is read once more after it is over.
      last = !living.goesOn();
      if (!last) {
        closed.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        wait = wait.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : wait.multipliedBy(2);
      }
    }
  }

  private void show(Log log, ByteBuffer piece) {
    add(logs.size() == 1 ? piece : lines.after(name(log), piece));
  }

  private void add(ByteBuffer piece) {
    if (piece.hasRemaining()) {
      ready.add(piece);
    }
  }

  private static String name(Log log) {
    return "worker-" + log.rank;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
