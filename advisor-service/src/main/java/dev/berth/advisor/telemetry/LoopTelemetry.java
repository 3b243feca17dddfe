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
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** The loops' metrics, their log and their state for the health checks. */
public final class LoopTelemetry {

  private static final Logger LOG = Logger.getLogger(LoopTelemetry.class);

  private final MeterRegistry meters;
  private final Clock clock;
  private final OutcomeCounters outcomes;
  private final DecisionLines lines = new DecisionLines();
  private final Timer latency;
  private final Map<Integer, AtomicLong> lags = new ConcurrentHashMap<>();
  private final AtomicReferenceArray<LoopState> states;

  /** Over that registry, for so many loops. */
  public LoopTelemetry(MeterRegistry meters, int loops, Clock clock) {
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
    this.states = new AtomicReferenceArray<>(loops);
    for (int loop = 0; loop < loops; loop++) {
      states.set(loop, new LoopState.Starting());
    }
  }

  /** What the loops are at, together: as well as the one that is worst off. */
  public LoopState state() {
    LoopState together = states.get(0);
    for (int loop = 1; loop < states.length(); loop++) {
      together = together.and(states.get(loop));
    }
    return together;
  }

  /** What listens to the loop of that number. */
  public LoopListener of(int loop) {
    return new Ear(loop);
  }

  private final class Ear implements LoopListener {

    private final int loop;

    Ear(int loop) {
      this.loop = loop;
    }

    @Override
    public void waitingFor(List<String> problems) {
      String text = String.join(", ", problems);
      states.set(loop, new LoopState.Waiting(text));
      LOG.warnf(
          "The broker's topics are not as they must be; waiting. loop=%d topics=%s", loop, text);
    }

    @Override
    public void rebuilt(int partition, int jobs) {
      LOG.infof("A partition's decisions are read again. partition=%d jobs=%d", partition, jobs);
    }

    @Override
    public void assigned(int partitions) {
      states.set(loop, new LoopState.Deciding(partitions));
      LOG.infof("Deciding. loop=%d partitions=%d", loop, partitions);
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
      states.set(loop, new LoopState.Troubled(trouble.toString()));
      LOG.warnf("The loop starts again from what is committed. loop=%d cause=%s", loop, trouble);
      LOG.debug("The loop's trouble.", trouble);
    }

    @Override
    public void ended() {
      states.set(loop, new LoopState.Ended());
      LOG.infof("The loop has ended. loop=%d", loop);
    }
  }
}
