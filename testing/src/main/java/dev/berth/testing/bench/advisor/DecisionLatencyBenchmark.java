package dev.berth.testing.bench.advisor;

import dev.berth.testing.bench.Aim;
import dev.berth.testing.bench.Benchmark;
import dev.berth.testing.bench.Place;
import dev.berth.testing.bench.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long a decision takes at half the load that the advisor can bear. */
public final class DecisionLatencyBenchmark implements Benchmark {

  private static final int RECORDS_A_ROUND = 10_000;
  private static final Duration WARMING = Duration.ofSeconds(40);
  private static final Duration CALIBRATION = Duration.ofSeconds(6);
  private static final Duration SLICE = Duration.ofSeconds(3);
  private static final int SLICES = 4;
  private static final double TAIL = 0.99;

  @Override
  public String name() {
    return "decision-latency";
  }

  @Override
  public String measures() {
    return "request → decision at half load, p99 ÷ a plain loop's round trip at that load";
  }

  @Override
  public List<Result> run(Place place) throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(place.scratch());
        Requests requests = Requests.of(place.home(), broker.bootstrapServers());
        AdvisorLoops advisor = new AdvisorLoops(broker.bootstrapServers(), place.home())) {
      int bytes = DecisionSize.of(advisor, requests, broker.bootstrapServers());
      try (PlainLoop plain = new PlainLoop(broker.bootstrapServers(), bytes)) {
        Rounds rounds = new Rounds(requests, RECORDS_A_ROUND);
        rounds.take(plain, advisor, WARMING, CALIBRATION);
        double load = rounds.advisorPerSecond() / 2;
        RoundTrips trips = new RoundTrips(broker.bootstrapServers(), requests);
        List<Double> reference = new ArrayList<>();
        List<Double> measured = new ArrayList<>();
        for (int slice = 0; slice < SLICES; slice++) {
          reference.add(tail(trips.take(plain, load, SLICE)));
          measured.add(tail(trips.take(advisor, load, SLICE)));
        }
        return List.of(
            Result.of(name() + " p99", median(reference), median(measured), "ms", Aim.atMost(2)));
      }
    }
  }

  /** In milliseconds. */
  private static double tail(long[] ascending) {
    return ascending[(int) (ascending.length * TAIL)] / 1e6;
  }

  private static double median(List<Double> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
