package dev.berth.testing.bench.submitting;

import dev.berth.targets.api.Submission;
import dev.berth.testing.bench.Aim;
import dev.berth.testing.bench.Medians;
import dev.berth.testing.bench.Result;
import java.util.ArrayList;
import java.util.List;

/**
 * Has a bare loop and the provisioner make submissions by turns, so that what else the machine does
 * falls on both: seven pairs of rounds of 400 count, after ten that warm up. A JVM goes on
 * compiling for longer than that.
 */
public final class Turns {

  private static final int A_ROUND = 400;
  private static final int WARM_UP = 10;
  private static final int ROUNDS = 7;

  /** The JVM as it is in the images; it compiles what is hot with all it has. */
  public static final List<String> JVM = List.of("-XX:TieredStopAtLevel=4", "-Xmx512m");

  private Turns() {}

  /** Makes submissions and says how long that took, in nanoseconds. */
  @FunctionalInterface
  public interface Making {
    /** All of them. */
    long make(List<Submission> submissions) throws Exception;
  }

  /** So many submissions whose names begin so. */
  @FunctionalInterface
  public interface Asking {
    /** First attempts at {@code count} jobs. */
    List<Submission> of(String name, int count);
  }

  /** Takes away what a round has made. */
  @FunctionalInterface
  public interface Clearing {
    /** Returns when nothing of it is left. */
    void clear() throws Exception;
  }

  /** The medians, and of the ratios of the pairs the median. */
  public static Result taken(
      String name, Asking asking, Making bare, Making through, Clearing clearing) throws Exception {
    List<Double> references = new ArrayList<>();
    List<Double> measured = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      double reference = perSecond(bare.make(asking.of("bare" + round, A_ROUND)));
      clearing.clear();
      double provisioner = perSecond(through.make(asking.of("job" + round, A_ROUND)));
      clearing.clear();
      if (round >= WARM_UP) {
        references.add(reference);
        measured.add(provisioner);
        ratios.add(provisioner / reference);
      }
    }
    return new Result(
        name,
        Medians.of(references),
        Medians.of(measured),
        "submissions/s",
        Medians.of(ratios),
        Aim.atLeast(0.9));
  }

  private static double perSecond(long nanos) {
    return A_ROUND / (nanos / 1e9);
  }
}
