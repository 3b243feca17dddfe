package dev.berth.monitor.watch;

import dev.berth.targets.api.TargetTroubleException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One kind of call to a driver, which is waited for only so long. What does not come back then is
 * interrupted; as long as it goes on all the same, no other is made, so that a driver that hangs
 * takes one thread and not one for each look.
 */
final class BoundedCall {

  private final String what;
  private final Duration atMost;
  private @Nullable Thread calling;
  private @Nullable Object called;

  /**
   * @param what the call's name, for its trouble
   * @param atMost how long it is waited for
   */
  BoundedCall(String what, Duration atMost) {
    this.what = what;
    this.atMost = atMost;
  }

  /** Something to ask of a driver. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws TargetTroubleException;
  }

  /**
   * Asks. For one thread only.
   *
   * @param whom the driver; another one than before is asked whatever became of the one before
   * @param late hears of an answer for which nobody waits any longer
   * @throws TargetTroubleException the question's own, or if it is not answered in time
   */
  <T> T ask(Object whom, Question<T> question, Consumer<T> late)
      throws TargetTroubleException, InterruptedException {
    if (calling != null && calling.isAlive() && whom.equals(called)) {
      throw new TargetTroubleException("an earlier %s has still not come back".formatted(what));
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .name(what)
            .start(() -> {
              try {
                T given = question.ask();
                if (!answer.complete(given)) {
                  late.accept(given);
                }
              } catch (TargetTroubleException | RuntimeException | Error e) {
                answer.completeExceptionally(e);
              }
            });
    calling = thread;
    called = whom;
    try {
      T given = answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      // Its thread may take a moment more, which is nobody's trouble.
      calling = null;
      return given;
    } catch (TimeoutException e) {
      TargetTroubleException trouble =
          new TargetTroubleException("no answer to %s within %s".formatted(what, atMost));
      if (answer.completeExceptionally(trouble)) {
        thread.interrupt();
      }
      return given(answer);
    } catch (ExecutionException e) {
      calling = null;
      return given(answer);
    } catch (InterruptedException e) {
      var _ = answer.completeExceptionally(e);
      thread.interrupt();
      throw e;
    }
  }

  /** Of an answer that has been given, one way or the other. */
  private static <T> T given(CompletableFuture<T> answer) throws TargetTroubleException {
    if (!answer.isCompletedExceptionally()) {
      return answer.join();
    }
    switch (answer.exceptionNow()) {
      case TargetTroubleException trouble -> throw trouble;
      case RuntimeException bug -> throw bug;
      case Error error -> throw error;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }
}
