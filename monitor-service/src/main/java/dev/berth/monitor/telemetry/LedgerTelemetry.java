package dev.berth.monitor.telemetry;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventType;
import dev.berth.contracts.JobId;
import dev.berth.monitor.JobPhase;
import dev.berth.monitor.streams.LedgerListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** The ledger's metrics, its log and its state for the health checks. */
public final class LedgerTelemetry implements LedgerListener {

  private static final Logger LOG = Logger.getLogger(LedgerTelemetry.class);

  private final MeterRegistry meters;
  private final Timer lateness;
  private final Map<Integer, Map<JobPhase, Long>> phases = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> lags = new ConcurrentHashMap<>();
  private volatile String state = "starting";
  private volatile boolean running;

  /** Over that registry. */
  public LedgerTelemetry(MeterRegistry meters) {
    this.meters = meters;
    this.lateness =
        Timer.builder("berth.timers.late")
            .description("From when a timer was due until it was worked off")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofMinutes(1))
            .register(meters);
    for (JobPhase phase : JobPhase.values()) {
      meters.gauge("berth.jobs", Tags.of("phase", phase.toString()), phase, this::count);
    }
  }

  private double count(JobPhase phase) {
    return phases.values().stream().mapToLong(counts -> counts.getOrDefault(phase, 0L)).sum();
  }

  /** Whether the ledger is read. */
  public boolean isRunning() {
    return running;
  }

  /** What it is at, in a few words. */
  public String state() {
    return state;
  }

  @Override
  public void folded(JobId job, List<Envelope<? extends Event>> outputs) {
    for (Envelope<? extends Event> output : outputs) {
      String type = EventType.of(output.event()).wireName();
      meters.counter("berth.ledger.outputs", "type", type).increment();
      if (output.event() instanceof AttemptEnded ended) {
        meters
            .counter(
                "berth.attempts.ended",
                "outcome",
                outcome(ended.ending()),
                "category",
                category(ended.ending()))
            .increment();
      }
      LOG.infof("Concluded. job=%s event=%s traceparent=%s", job, type, output.traceparent());
    }
  }

  private static String outcome(Ending ending) {
    return switch (ending) {
      case Ending.Succeeded _ -> "succeeded";
      case Ending.Failed _ -> "failed";
      case Ending.Lost _ -> "lost";
      case Ending.Cancelled _ -> "cancelled";
    };
  }

  private static String category(Ending ending) {
    return ending instanceof Ending.Failed failed ? failed.category().toString() : "none";
  }

  @Override
  public void phases(int partition, Map<JobPhase, Long> jobs) {
    phases.put(partition, jobs);
  }

  @Override
  public void gone(int partition) {
    phases.remove(partition);
  }

  @Override
  public void woken(Duration late) {
    lateness.record(late.isNegative() ? Duration.ZERO : late);
  }

  @Override
  public void deadLettered(String topic, int partition, long offset, String reason) {
    meters.counter("berth.dead.letters", "topic", topic).increment();
    LOG.warnf(
        "A record could not be read and is now a dead letter. topic=%s partition=%d offset=%d reason=%s",
        topic, partition, offset, reason);
  }

  @Override
  public void misplaced(String topic, int partition, long offset, JobId job) {
    meters.counter("berth.misplaced.records", "topic", topic).increment();
    LOG.warnf(
        "A record stands in another partition than its job's and is not taken. topic=%s partition=%d offset=%d job=%s",
        topic, partition, offset, job);
  }

  @Override
  public void failed(JobId job, RuntimeException failure) {
    meters.counter("berth.ledger.failures").increment();
    LOG.errorf(failure, "The ledger failed, which is a bug. job=%s", job);
  }

  @Override
  public void became(String newState, boolean nowRunning) {
    boolean news = !newState.equals(state);
    state = newState;
    running = nowRunning;
    if (news) {
      LOG.infof("The ledger's stream. state=%s", newState);
    }
  }

  @Override
  public void troubled(Throwable trouble) {
    meters.counter("berth.ledger.troubles").increment();
    LOG.warnf("The stream starts again from what is committed. cause=%s", trouble);
    LOG.debug("The stream's trouble.", trouble);
  }

  @Override
  public void lag(String topic, int partition, long records) {
    lags.computeIfAbsent(
            topic + "-" + partition,
            _ ->
                meters.gauge(
                    "berth.consumer.lag",
                    Tags.of("topic", topic, "partition", Integer.toString(partition)),
                    new AtomicLong()))
        .set(records);
  }
}
