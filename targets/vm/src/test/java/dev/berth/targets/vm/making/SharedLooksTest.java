package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedLooksTest {

  private static final AttemptId ONE = AttemptId.parse("one-1");
  private static final AttemptId OTHER = AttemptId.parse("other-1");
  private static final String ALL = "all";

  /** What each look was for, as it began. */
  private final List<String> begun = new CopyOnWriteArrayList<>();

  /** A look ends when it gets its answer here: how many machines of a kind there are. */
  private final BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();

  private final SharedLooks looks = new SharedLooks(this::look);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Found look(@Nullable AttemptId only) throws TargetTroubleException {
    begun.add(only == null ? ALL : only.toString());
    try {
      int machines = answers.take();
      if (machines < 0) {
        throw new TargetTroubleException("the provider does not answer");
      }
      return new Found(List.of(), List.of(), Map.of("small", machines));
    } catch (InterruptedException e) {
      throw new TargetTroubleException("interrupted", e);
    }
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  private Future<Integer> ask(@Nullable AttemptId attempt) {
    return threads.submit(() -> looks.look(attempt).types().getOrDefault("small", 0));
  }

  private void awaitBegun(int looks) {
    await().atMost(Duration.ofSeconds(10)).until(() -> begun.size() == looks);
  }

  /** Asks, and returns once that look is under way. */
  private Future<Integer> underWay() {
    Future<Integer> first = ask(ONE);
    awaitBegun(1);
    return first;
  }

  /** Asks for each, and returns once all of them wait for the same look. */
  private List<Future<Integer>> waiting(@Nullable AttemptId... attempts) {
    int before = looks.waiting();
    List<Future<Integer>> asked = new ArrayList<>();
    for (AttemptId attempt : attempts) {
      asked.add(ask(attempt));
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> looks.waiting() == before + attempts.length);
    return asked;
  }

  @Test
  void whoeverAsksWhileOneIsUnderWaySharesTheNext() throws Exception {
    Future<Integer> first = underWay();
    List<Future<Integer>> waiting = waiting(ONE, OTHER, null, ONE);

    answers.add(1);
    assertThat(first.get()).isEqualTo(1);
    awaitBegun(2);
    answers.add(2);

    for (Future<Integer> one : waiting) {
      assertThat(one.get()).as("by a look that began after it was asked").isEqualTo(2);
    }
    assertThat(begun).containsExactly("one-1", ALL);
  }

  @Test
  void onlyOneAttemptIsLookedForWhereAllAskForIt() throws Exception {
    Future<Integer> first = underWay();
    List<Future<Integer>> waiting = waiting(OTHER, OTHER);

    answers.addAll(List.of(1, 2));

    assertThat(first.get()).isEqualTo(1);
    assertThat(waiting.getFirst().get()).isEqualTo(2);
    assertThat(waiting.getLast().get()).isEqualTo(2);
    assertThat(begun).containsExactly("one-1", "other-1");
  }

  @Test
  void aLookThatFailsFailsForAllThatShareItAndForNobodyElse() throws Exception {
    Future<Integer> first = underWay();
    List<Future<Integer>> waiting = waiting(ONE, OTHER);
    answers.add(1);
    awaitBegun(2);
    List<Future<Integer>> later = waiting(ONE);
    answers.addAll(List.of(-1, 3));

    assertThat(first.get()).isEqualTo(1);
    for (Future<Integer> one : waiting) {
      assertThatThrownBy(one::get).hasRootCauseInstanceOf(TargetTroubleException.class);
    }
    assertThat(later.getFirst().get()).isEqualTo(3);
  }

  @Test
  void oneWhoGivesUpHoldsNobodyUp() throws Exception {
    Future<Integer> first = underWay();
    Future<Integer> leads = waiting(OTHER).getFirst();
    leads.cancel(true);
    Future<Integer> after = waiting(OTHER).getFirst();

    answers.addAll(List.of(1, 2));

    assertThat(first.get()).isEqualTo(1);
    assertThat(after.get()).isEqualTo(2);
  }
}
