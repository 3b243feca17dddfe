package dev.berth.testing.bench.loop;

import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Platform;
import dev.berth.testing.platform.Pool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an event costs the ledger while it holds more and more live jobs. */
public final class Ledgers {

  private static final List<String> OPTIONS = List.of("-Xmx1g", "-XX:TieredStopAtLevel=4");
  private static final double NANOS_PER_MICRO = 1e3;
  private static final int WARM_UP = 6;
  private static final int ROUNDS = 5;

  private Ledgers() {}

  /**
   * One size of the ledger.
   *
   * @param jobs how many live jobs it holds
   * @param microsPerEvent from an event to its committed transaction, many at a time
   * @param residentMiB the memory of the whole service then, in mebibytes
   */
  public record Size(int jobs, double microsPerEvent, double residentMiB) {}

  /**
   * Fills a monitor's ledger step by step, and at each size has it fold the same number of events
   * of jobs drawn from all that it holds.
   *
   * @param folder an empty folder
   * @param sizes rising numbers of live jobs
   * @param events how many events each size is measured with
   */
  public static List<Size> measure(Path folder, List<Integer> sizes, int events)
      throws InterruptedException {
    List<Size> measured = new ArrayList<>();
    try (Platform platform = new Platform(folder, List.of(new Pool("pool-a", 1)), OPTIONS)) {
      platform.start(Part.BROKER);
      platform.awaitReady(Part.BROKER);
      platform.start(Part.MONITOR);
      platform.awaitReady(Part.MONITOR);
      try (LedgerLoad load = new LedgerLoad(platform.bootstrapServers())) {
        int held = 0;
        for (int size : sizes) {
          load.place(held, size);
          held = size;
          double micros = cost(load, size, events, measured.isEmpty() ? WARM_UP : 1);
          measured.add(
              new Size(size, micros, Starting.residentMiB(platform.process(Part.MONITOR))));
        }
      }
    }
    return measured;
  }

  /**
   * The least of some rounds, since whatever else the machine does only ever adds to it; before
   * them come some that bring the stores' caches, and at first the compiler, to rest.
   */
  private static double cost(LedgerLoad load, int size, int events, int warmUp)
      throws InterruptedException {
    double least = Double.MAX_VALUE;
    for (int round = -warmUp; round < ROUNDS; round++) {
      long begin = System.nanoTime();
      load.observe(size, events);
      double micros = (System.nanoTime() - begin) / NANOS_PER_MICRO / events;
      least = round < 0 ? least : Math.min(least, micros);
    }
    return least;
  }
}
