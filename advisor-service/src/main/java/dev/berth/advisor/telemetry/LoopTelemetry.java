package dev.berth.advisor.telemetry;

import dev.berth.advisor.kafka.LoopListener;
import dev.berth.advisor.kafka.Turn;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobUnplaceable;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** The loop's metrics, its log and its state for the readiness check. */
public final class LoopTelemetry implements LoopListener {

  private static final Logger LOG = Logger.getLogger(LoopTelemetry.class);

  private final MeterRegistry meters;
  private final Clock clock;
  private final Timer latency;
  private final Map<Integer, AtomicLong> lags = new ConcurrentHashMap<>();
  private volatile String state = "starting";
  private volatile boolean joined;

  /** Over that registry. */
  public LoopTelemetry(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
    this.latency =
        Timer.builder("berth.decision.latency")
            .description("From a request's time to its decision being committed")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofMinutes(1))
            .register(meters);
  }

  /** Whether the loop takes part in its group. */
  public boolean isJoined() {
    return joined;
  }

  /** What it is at, in a few words. */
  public String state() {
    return state;
  }

  @Override
  public void waitingFor(String topics) {
    becomes(false, "waiting for topics " + topics);
    LOG.warnf("The broker has no such topics yet; waiting. topics=%s", topics);
  }

  @Override
  public void joined() {
    becomes(true, "deciding");
    LOG.info("Deciding.");
  }

  @Override
  public void rebuilt(int partition, int jobs) {
    LOG.infof("A partition's decisions are read again. partition=%d jobs=%d", partition, jobs);
  }

  @Override
  public void committed(Turn turn) {
    Instant now = clock.instant();
    for (Envelope<? extends DecisionEvent> decision : turn.decisions()) {
      meters.counter("berth.decisions", "outcome", outcome(decision.event())).increment();
      Duration took = Duration.between(decision.time(), now);
      if (!took.isNegative()) {
        latency.record(took);
      }
      log(decision);
    }
  }

  @Override
  public void deadLettered(String topic, int partition, long offset, String reason) {
    meters.counter("berth.dead.letters", "topic", topic).increment();
    LOG.warnf(
        "A record could not be read and is now a dead letter. topic=%s partition=%d offset=%d reason=%s",
        topic, partition, offset, reason);
  }

  @Override
  public void lag(TopicPartition partition, long records) {
    lags.computeIfAbsent(
            partition.partition(),
            number ->
                meters.gauge(
                    "berth.consumer.lag",
                    io.micrometer.core.instrument.Tags.of(
                        "topic", partition.topic(), "partition", Integer.toString(number)),
                    new AtomicLong()))
        .set(records);
  }

  @Override
  public void troubled(Exception trouble) {
    becomes(false, "troubled: " + trouble);
    LOG.warnf("The loop starts again from what is committed. cause=%s", trouble);
    LOG.debug("The loop's trouble.", trouble);
  }

  private void becomes(boolean nowJoined, String nowState) {
    joined = nowJoined;
    state = nowState;
  }

  private static void log(Envelope<? extends DecisionEvent> decision) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    String trace = String.valueOf(decision.traceparent());
    switch (decision.event()) {
      case JobPlaced placed ->
          LOG.infof(
              "Placed. attempt=%s target=%s traceparent=%s",
              placed.attempt(), placed.target(), trace);
      case JobUnplaceable unplaceable ->
          LOG.infof("Fits nowhere. attempt=%s traceparent=%s", unplaceable.attempt(), trace);
      case JobRefused refused ->
          LOG.infof(
              "Refused. job=%s cause=%s traceparent=%s", refused.job(), refused.cause(), trace);
    }
  }

  private static String outcome(DecisionEvent event) {
    return switch (event) {
      case JobPlaced _ -> "placed";
      case JobUnplaceable _ -> "unplaceable";
      case JobRefused _ -> "refused";
    };
  }
}
