package dev.berth.targets.vm.remote;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The same question to many machines at once. Those that have not answered in time are silent, and
 * are not asked again before they have, or cannot any more.
 */
public final class Everywhere<T> {

  private final Question<T> question;
  private final Duration patience;
  private final Map<Machine, String> late = new ConcurrentHashMap<>();

  /**
   * @param patience how long all of them together have
   */
  public Everywhere(Question<T> question, Duration patience) {
    this.question = question;
    this.patience = patience;
  }

  /** What is asked. */
  @FunctionalInterface
  public interface Question<T> {

    /** Asks one. */
    T ask(Machine machine) throws TargetTroubleException;
  }

  /**
   * The answers, in the machines' order; each was begun after this call, or is silence.
   *
   * @throws TargetTroubleException if this thread is interrupted
   */
  public Map<Machine, Answer<T>> answers(Collection<Machine> machines)
      throws TargetTroubleException {
    long deadline = System.nanoTime() + patience.toNanos();
    Map<Machine, CompletableFuture<Answer<T>>> asked = new LinkedHashMap<>();
    for (Machine machine : new LinkedHashSet<>(machines)) {
      asked.put(machine, begun(machine));
    }
    Map<Machine, Answer<T>> answers = new LinkedHashMap<>();
    for (Map.Entry<Machine, CompletableFuture<Answer<T>>> one : asked.entrySet()) {
      answers.put(one.getKey(), answer(one.getKey(), one.getValue(), deadline));
    }
    return answers;
  }

  private CompletableFuture<Answer<T>> begun(Machine machine) {
    String since = late.get(machine);
    if (since != null) {
      return CompletableFuture.completedFuture(new Answer.Silent<>(since));
    }
    CompletableFuture<Answer<T>> asked = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("ask " + machine.name())
        .start(() -> {
          Answer<T> answer = new Answer.Silent<>(machine.name() + ": a fault of Berth's own");
          try {
            answer = new Answer.Heard<>(question.ask(machine));
          } catch (TargetTroubleException e) {
            answer = new Answer.Silent<>(String.valueOf(e.getMessage()));
          } finally {
            asked.complete(answer);
            late.remove(machine);
          }
        });
    return asked;
  }

  private Answer<T> answer(Machine machine, CompletableFuture<Answer<T>> asked, long deadline)
      throws TargetTroubleException {
    try {
      return asked.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      String why = machine.name() + " has not answered within " + patience;
      late.put(machine, why);
      if (asked.isDone()) {
        late.remove(machine);
      }
      return new Answer.Silent<>(why);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetTroubleException("interrupted", e);
    }
  }
}
