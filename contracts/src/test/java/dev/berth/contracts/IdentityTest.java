package dev.berth.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.berth.contracts.fixtures.RandomEvents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

  private static final long SEED = Long.getLong("berth.seed", System.nanoTime());

  @ParameterizedTest
  @ValueSource(strings = {"a", "a-b", "a1", "a--1", "a234567890123456789012345678901234567890"})
  void takesAJobId(String value) {
    assertThat(new JobId(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "1a",
        "-a",
        "a-",
        "a_b",
        "a.b",
        "a\n",
        "ä",
        " a",
        "a2345678901234567890123456789012345678901"
      })
  void refusesAJobIdThatIsNoLabel(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JobId(value))
        .withMessage(
            "job id '%s' is not a DNS label of at most 40 characters that begins with a letter",
            value);
  }

  @Test
  void takesTargetIdsOfUpTo63Characters() {
    assertThat(new TargetId("9" + "x".repeat(62)).value()).hasSize(63);
    for (String value : List.of("x".repeat(64), "", "-x", "x-", "X", "x\n")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new TargetId(value))
          .withMessageContaining("'" + value + "'");
    }
  }

  @Test
  void everyAttemptReadsBackAndFitsALabel() {
    RandomEvents events = new RandomEvents(SEED);
    Random random = new Random(SEED);
    for (int i = 0; i < 2_000; i++) {
      AttemptId attempt = events.job().attempt(1 + random.nextInt(AttemptId.MAXIMUM_NUMBER));

      assertThat(AttemptId.parse(attempt.toString())).as("seed %d", SEED).isEqualTo(attempt);
      assertThat(attempt.toString()).hasSizeLessThanOrEqualTo(46);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "-1",
        "a-",
        "a-0",
        "a-01",
        "a-100000",
        "a--1-",
        "A-1",
        "a-1x",
        "a-+1",
        "a--1"
      })
  void refusesWhatIsNoAttempt(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AttemptId.parse(text))
        .withMessageContaining("'");
  }

  @Test
  void attemptsAreOrderedByNumberNotByText() {
    JobId job = new JobId("a");

    assertThat(new TreeSet<>(List.of(job.attempt(10), job.attempt(9), job.attempt(100))))
        .containsExactly(job.attempt(9), job.attempt(10), job.attempt(100));
    assertThat(job.attempt(9).next()).isEqualTo(job.attempt(10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> job.attempt(AttemptId.MAXIMUM_NUMBER).next())
        .withMessage("attempt number 100000 is not within 1..99999");
  }

  @Test
  void theSameCauseAndTypeDeriveTheSameEventId() {
    AttemptId attempt = new JobId("a").attempt(1);

    assertThat(EventId.derived(attempt, EventType.ATTEMPT_RELEASED))
        .isEqualTo(EventId.derived("a-1", EventType.ATTEMPT_RELEASED))
        .isNotEqualTo(EventId.derived(attempt, EventType.ATTEMPT_ENDED))
        .isNotEqualTo(EventId.derived(attempt.next(), EventType.ATTEMPT_RELEASED))
        // Pinned: another derivation would publish every fact a second time after an upgrade.
        .isEqualTo(new EventId("74991f71-e1d7-3a0f-8c9a-44c01b421c8f"));
  }

  @Test
  void anEventIdHasOneTo200Characters() {
    assertThat(new EventId("x".repeat(200)).value()).hasSize(200);
    assertThatIllegalArgumentException().isThrownBy(() -> new EventId(""));
    assertThatIllegalArgumentException().isThrownBy(() -> new EventId("x".repeat(201)));
  }

  @Test
  void aJobsPartitionIsTheOneThatKafkaChoosesForItsKey() {
    RandomEvents events = new RandomEvents(SEED);
    for (int i = 0; i < 2_000; i++) {
      JobId job = events.job();

      assertThat(Topic.partitionOf(job))
          .as("seed %d, job %s", SEED, job)
          .isEqualTo(
              BuiltInPartitioner.partitionForKey(
                  job.value().getBytes(StandardCharsets.UTF_8), Topic.JOB_PARTITIONS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeIsFoundByNameAndByEvent(EventType type) {
    assertThat(EventType.named(type.wireName())).contains(type);
    assertThat(EventType.of(new RandomEvents(SEED).event(type, new JobId("a")))).isEqualTo(type);
  }
}
