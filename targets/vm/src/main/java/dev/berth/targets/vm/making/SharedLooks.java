package dev.berth.targets.vm.making;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One look at a time: who asks while one is under way waits for the next, which all share that have
 * asked until it begins. So what is answered was always looked for after it was asked, and however
 * many ask, none waits for more than two looks. A look takes a run of Terraform, and where many
 * attempts wait for room each of them asks several times.
 */
final class SharedLooks {

  private final Look look;
  private final ReentrantLock turn = new ReentrantLock();
  private @Nullable Round next;

  SharedLooks(Look look) {
    this.look = look;
  }

  /** Looks. */
  @FunctionalInterface
  interface Look {

    /**
     * What is there.
     *
     * @param only the only attempt to look for, or null for all
     */
    Found at(@Nullable AttemptId only) throws TargetTroubleException;
  }

  /** A look that has not begun, and who shares it. */
  private static final class Round {

    private final Set<Optional<AttemptId>> asked = new HashSet<>();
    private final CompletableFuture<Found> found = new CompletableFuture<>();
    private int sharing;

    /** The attempt that all have asked for, if it is one. */
    @Nullable AttemptId only() {
      return asked.size() == 1 ? asked.iterator().next().orElse(null) : null;
    }
  }

  /**
   * What is there, by a look that begins after this call.
   *
   * @param attempt the only one that is asked for, or null for all; what is answered may have more
   * @throws TargetTroubleException if the look fails, for whoever shares it
   */
  Found look(@Nullable AttemptId attempt) throws TargetTroubleException {
    Round mine;
    boolean leads;
    synchronized (this) {
      Round known = next;
      leads = known == null;
      mine = known == null ? new Round() : known;
      next = mine;
      mine.asked.add(Optional.ofNullable(attempt));
      mine.sharing++;
    }
    if (leads) {
      // Not whoever asks: who gives up then holds nobody up.
      Thread.ofVirtual().name("look").start(() -> lead(mine));
    }
    return answer(mine);
  }

  private void lead(Round round) {
    turn.lock();
    try {
      begun();
      round.found.complete(look.at(round.only()));
    } catch (TargetTroubleException | RuntimeException e) {
      round.found.completeExceptionally(e);
    } finally {
      turn.unlock();
      round.found.completeExceptionally(new IllegalStateException("a look has no answer"));
    }
  }

  /** How many share the look that has not begun. */
  synchronized int waiting() {
    Round waiting = next;
    return waiting == null ? 0 : waiting.sharing;
  }

  /** Who comes from now on shares the look after this one. */
  private synchronized void begun() {
    next = null;
  }

  private static Found answer(Round round) throws TargetTroubleException {
    try {
      return round.found.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetTroubleException("looking was no longer waited for", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TargetTroubleException trouble) {
        throw new TargetTroubleException(String.valueOf(trouble.getMessage()), trouble);
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Does that while nobody looks. */
  void between(Runnable action) {
    turn.lock();
    try {
      action.run();
    } finally {
      turn.unlock();
    }
  }
}
