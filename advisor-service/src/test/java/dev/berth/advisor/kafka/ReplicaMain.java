package dev.berth.advisor.kafka;

import dev.berth.advisor.Advising;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A replica as a process of its own, to be killed. */
final class ReplicaMain {

  private ReplicaMain() {}

  /**
   * Runs until it is killed.
   *
   * @param arguments where the broker is, the instance, and after how many answers it stops in the
   *     middle of its transaction; 0 for never
   */
  public static void main(String[] arguments) throws InterruptedException {
    int hangAfter = Integer.parseInt(arguments[2]);
    AtomicInteger answers = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    Replica.start(
        Cluster.settings(arguments[0], arguments[1]),
        advising -> hanging(advising, answers, hangAfter, never));
    never.await();
  }

  private static Advising hanging(
      Advising advising, AtomicInteger answers, int hangAfter, CountDownLatch never) {
    return request -> {
      if (hangAfter > 0 && answers.incrementAndGet() > hangAfter) {
        try {
          never.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return advising.answer(request);
    };
  }
}
