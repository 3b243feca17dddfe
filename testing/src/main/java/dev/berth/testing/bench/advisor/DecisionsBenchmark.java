package dev.berth.testing.bench.advisor;

import dev.berth.testing.bench.Aim;
import dev.berth.testing.bench.Benchmark;
import dev.berth.testing.bench.Place;
import dev.berth.testing.bench.Result;
import java.time.Duration;
import java.util.List;

/** How many decisions a second. */
public final class DecisionsBenchmark implements Benchmark {

  private static final int RECORDS_A_ROUND = 10_000;
  private static final Duration WARMING = Duration.ofSeconds(40);
  private static final Duration TIME = Duration.ofSeconds(30);

  @Override
  public String name() {
    return "decisions";
  }

  @Override
  public String measures() {
    return "decisions/s ÷ a plain exactly-once loop over records of the same size";
  }

  @Override
  public List<Result> run(Place place) throws Exception {
    try (BrokerProcess broker = BrokerProcess.start(place.scratch());
        Requests requests = Requests.of(place.home(), broker.bootstrapServers());
        AdvisorLoops advisor = new AdvisorLoops(broker.bootstrapServers(), place.home())) {
      int bytes = DecisionSize.of(advisor, requests, broker.bootstrapServers());
      try (PlainLoop plain = new PlainLoop(broker.bootstrapServers(), bytes)) {
        Rounds rounds = new Rounds(requests, RECORDS_A_ROUND);
        rounds.take(plain, advisor, WARMING, TIME);
        return List.of(
            new Result(
                name(),
                rounds.plainPerSecond(),
                rounds.advisorPerSecond(),
                "records/s",
                rounds.ratio(),
                Aim.atLeast(0.8)));
      }
    }
  }
}
