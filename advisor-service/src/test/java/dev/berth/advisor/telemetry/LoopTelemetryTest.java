package dev.berth.advisor.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.advisor.Asked;
import dev.berth.advisor.kafka.LoopListener;
import dev.berth.advisor.kafka.Turn;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventId;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.RefusalCause;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LoopTelemetryTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final LoopTelemetry telemetry =
      new LoopTelemetry(
          meters, 2, Clock.offset(Clock.fixed(Asked.AT, ZoneOffset.UTC), Duration.ofSeconds(3)));
  private final LoopListener one = telemetry.of(0);
  private final LoopListener other = telemetry.of(1);

  @Test
  void decidesOnlyWhenEachLoopHasItsPlace() {
    assertThat(telemetry.state()).isEqualTo(new LoopState.Starting());
    one.assigned(4);
    assertThat(telemetry.state()).isEqualTo(new LoopState.Starting());
    other.assigned(2);
    assertThat(telemetry.state()).isEqualTo(new LoopState.Deciding(6));
  }

  @Test
  void isAsWellAsTheLoopThatIsWorstOff() {
    one.assigned(6);
    other.waitingFor(List.of("berth.requests is missing"));
    assertThat(telemetry.state()).hasToString("waiting for topics: berth.requests is missing");

    other.troubled(new IllegalStateException("fenced"));
    assertThat(telemetry.state()).isInstanceOf(LoopState.Troubled.class);

    one.ended();
    assertThat(telemetry.state()).isEqualTo(new LoopState.Ended());
  }

  @Test
  void recoversFromTrouble() {
    one.assigned(6);
    other.troubled(new IllegalStateException("fenced"));
    other.assigned(0);

    assertThat(telemetry.state()).isEqualTo(new LoopState.Deciding(6));
  }

  @Test
  void countsDecisionsByOutcomeAndTimesThem() {
    assertThat(meters.get("berth.decisions").tag("outcome", "refused").counter().count()).isZero();

    one.committed(
        new Turn(
            3,
            List.of(
                new Envelope<>(
                    new EventId("e"),
                    "/berth/advisor",
                    Asked.AT,
                    null,
                    new JobRefused(new JobId("job"), RefusalCause.CANCELLED, List.of())))));

    assertThat(meters.get("berth.decisions").tag("outcome", "refused").counter().count())
        .isEqualTo(1);
    assertThat(meters.get("berth.decision.latency").timer().totalTime(TimeUnit.SECONDS))
        .isEqualTo(3);
  }

  @Test
  void keepsTheLagOfAPartitionWhicheverLoopHasIt() {
    TopicPartition partition = new TopicPartition("berth.requests", 4);
    one.lag(partition, 70);
    one.lag(partition, 0);
    other.lag(partition, 12);

    assertThat(meters.get("berth.consumer.lag").tag("partition", "4").gauge().value())
        .isEqualTo(12);
  }

  @Test
  void countsDeadLetters() {
    other.deadLettered("berth.requests", 0, 7, "not a CloudEvent");

    assertThat(meters.get("berth.dead.letters").tag("topic", "berth.requests").counter().count())
        .isEqualTo(1);
  }
}
