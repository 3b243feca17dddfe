package dev.berth.provisioner.telemetry;

import dev.berth.provisioner.kafka.LoopListener;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/** The loop's metrics, its log and its state for the readiness check. */
public final class LoopTelemetry implements LoopListener {

  private static final Logger LOG = Logger.getLogger(LoopTelemetry.class);

  private final MeterRegistry meters;
  private final Map<TopicPartition, AtomicLong> lags = new ConcurrentHashMap<>();
  private final Map<TopicPartition, AtomicLong> held = new ConcurrentHashMap<>();
  private volatile String state = "waiting for the broker";
  private volatile boolean assigned;

  /** Over that registry. */
  public LoopTelemetry(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Whether the loop takes part in its group. */
  public boolean isAssigned() {
    return assigned;
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
  public void assigned(int partitions) {
    becomes(true, "working on " + partitions + " partitions");
    LOG.infof("Partitions are assigned. partitions=%d", partitions);
  }

  @Override
  public void revoked(int partitions) {
    becomes(false, "waiting for partitions");
    lags.values().forEach(lag -> lag.set(0));
    held.values().forEach(unfinished -> unfinished.set(0));
    LOG.infof("Partitions are revoked. partitions=%d", partitions);
  }

  @Override
  public void deadLettered(String topic, int partition, long offset, String reason) {
    meters.counter("berth.dead.letters", "topic", topic).increment();
    LOG.warnf(
        "A record could not be read and is now a dead letter. topic=%s partition=%d offset=%d reason=%s",
        topic, partition, offset, reason);
  }

  @Override
  public void deadLetterTroubled(Exception trouble) {
    LOG.warnf("A dead letter could not be written; it is tried again. cause=%s", trouble);
  }

  @Override
  public void lag(TopicPartition partition, long records, int unfinished) {
    gauge(lags, "berth.consumer.lag", partition).set(records);
    gauge(held, "berth.consumer.unfinished", partition).set(unfinished);
  }

  @Override
  public void full(TopicPartition partition, int unfinished) {
    LOG.warnf(
        "A partition holds as much unfinished work as it may and waits. topic=%s partition=%d unfinished=%d",
        partition.topic(), partition.partition(), unfinished);
  }

  @Override
  public void commitTroubled(Exception trouble) {
    LOG.warnf("Offsets could not be committed; a later commit covers them. cause=%s", trouble);
  }

  @Override
  public void troubled(Exception trouble) {
    becomes(false, "troubled: " + trouble);
    LOG.warnf("The loop starts again from what is committed. cause=%s", trouble);
    LOG.debug("The loop's trouble.", trouble);
  }

  private AtomicLong gauge(
      Map<TopicPartition, AtomicLong> all, String name, TopicPartition partition) {
    return all.computeIfAbsent(
        partition,
        at ->
            meters.gauge(
                name,
                Tags.of("topic", at.topic(), "partition", Integer.toString(at.partition())),
                new AtomicLong()));
  }

  private void becomes(boolean nowAssigned, String nowState) {
    assigned = nowAssigned;
    state = nowState;
  }
}
