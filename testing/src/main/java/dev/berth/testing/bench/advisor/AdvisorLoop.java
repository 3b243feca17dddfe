package dev.berth.testing.bench.advisor;

import dev.berth.advisor.Advising;
import dev.berth.advisor.Deciding;
import dev.berth.advisor.FleetView;
import dev.berth.advisor.PolicyFile;
import dev.berth.advisor.kafka.DecisionLoop;
import dev.berth.advisor.kafka.LoopListener;
import dev.berth.advisor.kafka.Shards;
import dev.berth.advisor.kafka.Turn;
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
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The advisor's loop as the service runs it, with its spans, metrics and log lines, over the dozen
 * targets of {@code examples/fleet.yaml}.
 */
final class AdvisorLoop implements Contender, LoopListener {

  private final Gate gate = new Gate();
  private final LoopTelemetry telemetry =
      new LoopTelemetry(new SimpleMeterRegistry(), Clock.systemUTC());
  private final SdkTracerProvider tracing = SdkTracerProvider.builder().build();
  private final DecisionLoop loop;
  private final Thread thread;

  AdvisorLoop(String bootstrapServers, Path home) throws IOException, InvalidFleetException {
    FleetView fleet =
        FleetView.of(FleetFile.read(home.resolve("examples").resolve("fleet.yaml")), Map.of());
    Tracer tracer = tracing.get("berth");
    this.loop =
        new DecisionLoop(
            Settings.of(bootstrapServers, "bench-advisor"),
            new Deciding(PolicyFile.builtIn()),
            () -> fleet,
            new Shards(),
            shard -> held(new AdvisingTelemetry(shard, tracer)),
            this,
            Clock.systemUTC());
    this.thread = Thread.ofPlatform().name("advisor-loop").daemon().start(loop);
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
  public void committed(Turn turn) {
    telemetry.committed(turn);
    gate.done(turn.requests());
  }

  @Override
  public void waitingFor(List<String> problems) {
    telemetry.waitingFor(problems);
  }

  @Override
  public void rebuilt(int partition, int jobs) {
    telemetry.rebuilt(partition, jobs);
  }

  @Override
  public void assigned(int partitions) {
    telemetry.assigned(partitions);
  }

  @Override
  public void deadLettered(String topic, int partition, long offset, String reason) {
    telemetry.deadLettered(topic, partition, offset, reason);
  }

  @Override
  public void lag(TopicPartition partition, long records) {
    telemetry.lag(partition, records);
  }

  @Override
  public void troubled(Exception trouble) {
    telemetry.troubled(trouble);
  }

  @Override
  public void ended() {
    telemetry.ended();
  }

  @Override
  public void close() {
    loop.close();
    gate.open();
    Ending.await(thread);
    tracing.close();
  }
}
