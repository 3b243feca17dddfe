package dev.berth.testing.bench.loop;

import dev.berth.testing.bench.Aim;
import dev.berth.testing.bench.Benchmark;
import dev.berth.testing.bench.Place;
import dev.berth.testing.bench.Result;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * What an event costs in a ledger of many live jobs. A million of them take some minutes, and are
 * measured only if {@value #MOST} says so.
 */
public final class LedgerBenchmark implements Benchmark {

  /** The environment's variable with the most live jobs; 100,000 if not said. */
  public static final String MOST = "BERTH_BENCH_LEDGER_JOBS";

  private static final List<Integer> SIZES = List.of(1_000, 10_000, 100_000, 1_000_000);
  private static final int EVENTS = 20_000;

  private static final double MEMORY_MIB = 2_048;

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public String measures() {
    return "cost of an event with more live jobs ÷ with 1,000; memory ÷ 2 GiB";
  }

  @Override
  public List<Result> run(Place place) throws Exception {
    String said = System.getenv(MOST);
    int most = said == null ? 100_000 : Integer.parseInt(said);
    return measured(place, SIZES.stream().filter(size -> size <= most).toList());
  }

  private List<Result> measured(Place place, List<Integer> jobs) throws Exception {
    List<Ledgers.Size> sizes =
        Ledgers.measure(Files.createDirectory(place.scratch().resolve(name())), jobs, EVENTS);
    Ledgers.Size first = sizes.getFirst();
    List<Result> results = new ArrayList<>();
    for (Ledgers.Size size : sizes.subList(1, sizes.size())) {
      results.add(
          Result.of(
              "%s, %,d jobs".formatted(name(), size.jobs()),
              first.microsPerEvent(),
              size.microsPerEvent(),
              "µs/event",
              Aim.atMost(1.3)));
    }
    Ledgers.Size last = sizes.getLast();
    results.add(
        Result.of(
            "%s memory, %,d jobs".formatted(name(), last.jobs()),
            MEMORY_MIB,
            last.residentMiB(),
            "MiB",
            Aim.atMost(1)));
    return results;
  }
}
