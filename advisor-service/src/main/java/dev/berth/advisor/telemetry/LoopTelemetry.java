package dev.berth.advisor.telemetry;

import dev.berth.advisor.kafka.LoopListener;
import dev.berth.advisor.kafka.Turn;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Envelope;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** The loop's metrics, its log and its state for the health checks. */
public final class LoopTelemetry implements LoopListener {

  private static final Logger LOG = Logger.getLogger(LoopTelemetry.class);

  private final MeterRegistry meters;
  private final Clock clock;
  private final OutcomeCounters outcomes;
  private final DecisionLines lines = new DecisionLines();
  private final Timer latency;
  private final Map<Integer, AtomicLong> lags = new ConcurrentHashMap<>();
  private volatile LoopState state = new LoopState.Starting();

  /** Over that registry. */
  public LoopTelemetry(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    this.outcomes = new OutcomeCounters(meters);
    this.latency =
        Timer.builder("berth.decision.latency")
            .description("From a request's time to its decision being committed")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofMinutes(1))
            .register(meters);
  }

  /** What it is at. */
  public LoopState state() {
    return state;
  }

  @Override
  public void waitingFor(List<String> problems) {
    String text = String.join(", ", problems);
    state = new LoopState.Waiting(text);
    LOG.warnf("The broker's topics are not as they must be; waiting. topics=%s", text);
  }

  @Override
  public void rebuilt(int partition, int jobs) {
    LOG.infof("A partition's decisions are read again. partition=%d jobs=%d", partition, jobs);
  }

  @Override
  public void assigned(int partitions) {
    state = new LoopState.Deciding(partitions);
    LOG.infof("Deciding. partitions=%d", partitions);
  }

  @Override
  public void committed(Turn turn) {
    Instant now = clock.instant();
    for (Envelope<? extends DecisionEvent> decision : turn.decisions()) {
      outcomes.count(decision.event());
      Duration took = Duration.between(decision.time(), now);
      if (!took.isNegative()) {
        latency.record(took);
      }
    }
    lines.log(turn);
  }

  @Override
  public void deadLettered(String topic, int partition, long offset, String reason) {
    meters.counter("berth.dead.letters", "topic", topic).increment();
    LOG.warnf(
        "A record could not be read and is now a dead letter."
            + " topic=%s partition=%d offset=%d reason=%s",
        topic, partition, offset, reason);
  }

  @Override
  public void lag(TopicPartition partition, long records) {
    lags.computeIfAbsent(
            partition.partition(),
            number ->
                meters.gauge(
                    "berth.consumer.lag",
                    Tags.of("topic", partition.topic(), "partition", Integer.toString(number)),
                    new AtomicLong()))
        .set(records);
  }

  @Override
  public void troubled(Exception trouble) {
    state = new LoopState.Troubled(trouble.toString());
    LOG.warnf("The loop starts again from what is committed. cause=%s", trouble);
    LOG.debug("The loop's trouble.", trouble);
  }

  @Override
  public void ended() {
    state = new LoopState.Ended();
    LOG.info("The loop has ended.");
  }
}
