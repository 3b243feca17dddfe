package dev.berth.testing.bench.advisor;

import dev.berth.advisor.Advising;
import dev.berth.advisor.Deciding;
import dev.berth.advisor.FleetView;
import dev.berth.advisor.PolicyFile;
import dev.berth.advisor.kafka.DecisionLoops;
import dev.berth.advisor.telemetry.AdvisingTelemetry;
import dev.berth.advisor.telemetry.LoopTelemetry;
import dev.berth.contracts.Topic;
import dev.berth.targets.api.FleetFile;
import dev.berth.targets.api.InvalidFleetException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * The advisor's loops as the service runs them, with their spans, metrics and log lines, over the
 * dozen targets of {@code examples/fleet.yaml}.
 */
final class AdvisorLoops implements Contender {

  /** As {@code berth.advisor.loops} by default. */
  private static final int LOOPS = 2;

  private static final Duration SHUTDOWN = Duration.ofSeconds(20);

  private final Gate gate = new Gate();
  private final SdkTracerProvider tracing = SdkTracerProvider.builder().build();
  private final DecisionLoops loops;

  AdvisorLoops(String bootstrapServers, Path home) throws IOException, InvalidFleetException {
    FleetView fleet =
        FleetView.of(FleetFile.read(home.resolve("examples").resolve("fleet.yaml")), Map.of());
    Tracer tracer = tracing.get("berth");
    LoopTelemetry telemetry =
        new LoopTelemetry(new SimpleMeterRegistry(), LOOPS, Clock.systemUTC());
    this.loops =
        new DecisionLoops(
            LOOPS,
            Settings.of(bootstrapServers, "bench-advisor"),
            new Deciding(PolicyFile.builtIn()),
            () -> fleet,
            shard -> held(new AdvisingTelemetry(shard, tracer)),
            loop -> new Counting(telemetry.of(loop), gate),
            SHUTDOWN,
            Clock.systemUTC());
    loops.start();
  }

  private Advising held(Advising advising) {
    return request -> {
      gate.pass();
      return advising.answer(request);
    };
  }

  @Override
  public String in() {
    return Topic.REQUESTS.wireName();
  }

  @Override
  public String out() {
    return Topic.DECISIONS.wireName();
  }

  @Override
  public Gate gate() {
    return gate;
  }

  @Override
  public void close() {
    gate.open();
    loops.close();
    tracing.close();
  }
}
