package dev.berth.testing.bench.advisor;

import dev.berth.testing.bench.Medians;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Throughput in short rounds that take turns, so that whatever else the machine does meanwhile
 * strikes both alike.
 */
final class Rounds {

  private final Requests requests;
  private final int recordsPerRound;
  private final List<Double> plain = new ArrayList<>();
  private final List<Double> advisor = new ArrayList<>();

  Rounds(Requests requests, int recordsPerRound) {
    this.requests = requests;
    this.recordsPerRound = recordsPerRound;
  }

  /**
   * Goes on for that long, after rounds that do not count. The JVM's compiler takes half a core of
   * the two until a quarter of a million requests have been answered, which a service has behind it
   * for all but its first minutes.
   */
  void take(Contender reference, Contender measured, Duration warming, Duration time)
      throws InterruptedException, TimeoutException {
    for (long end = System.nanoTime() + warming.toNanos(); System.nanoTime() < end; ) {
      perSecond(reference);
      perSecond(measured);
    }
    long end = System.nanoTime() + time.toNanos();
    do {
      plain.add(perSecond(reference));
      advisor.add(perSecond(measured));
    } while (System.nanoTime() < end);
  }

  double plainPerSecond() {
    return Medians.of(plain);
  }

  double advisorPerSecond() {
    return Medians.of(advisor);
  }

  /** Of neighbouring rounds. */
  double ratio() {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < advisor.size(); i++) {
      ratios.add(advisor.get(i) / plain.get(i));
    }
    return Medians.of(ratios);
  }

  private double perSecond(Contender contender) throws InterruptedException, TimeoutException {
    Gate gate = contender.gate();
    gate.shut();
    requests.load(contender.in(), recordsPerRound);
    long target = gate.committed() + recordsPerRound;
    long start = System.nanoTime();
    gate.open();
    gate.await(target);
    return recordsPerRound / ((System.nanoTime() - start) / 1e9);
  }
}
