package dev.berth.monitor.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.DeadLetters;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.EventCodec;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRescheduleRequested;
import dev.berth.contracts.JobSucceeded;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.Topic;
import dev.berth.monitor.Folded;
import dev.berth.monitor.Folding;
import dev.berth.monitor.JobPhase;
import dev.berth.monitor.JobState;
import dev.berth.monitor.Ledger;
import dev.berth.monitor.LedgerPolicy;
import dev.berth.monitor.fixtures.Heard;
import dev.berth.monitor.fixtures.JobFacts;
import dev.berth.monitor.fixtures.Replicas;
import dev.berth.monitor.watch.Expected;
import dev.berth.monitor.watch.Watched;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver has one partition, the first: jobs and targets here have names that belong there. */
class LedgerTopologyTest {

  private static final Instant START = Instant.parse("2026-11-25T08:00:00Z");
  private static final LedgerPolicy POLICY =
      new LedgerPolicy(
          Duration.ofSeconds(5), Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofDays(7));
  private static final JobFacts JOB = JobFacts.of(inFirstPartition(), "train");
  private static final TargetId TARGET = targetInFirstPartition();

  @TempDir Path state;

  private final Heard heard = new Heard();
  private final Watched watched = new Watched();
  private final SometimesFailing folding = new SometimesFailing(Folding.by(new Ledger(POLICY)));

  @SuppressWarnings("NullAway.Init") // opened before each test
  private TopologyTestDriver driver;

  @BeforeEach
  void open() {
    driver =
        new TopologyTestDriver(
            LedgerTopology.of(
                folding,
                heard,
                new TimerSettings(Duration.ofMillis(100), 2, Duration.ofMillis(20)),
                watched),
            Replicas.settings("none:1", "one", state).properties(),
            START);
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void carriesAJobToItsEnd() {
    tell(JOB.requested(), JOB.placed(1, TARGET), JOB.submitted(1, TARGET, "pid-1"));
    assertThat(heard.jobs(JobPhase.PENDING)).isOne();

    tell(succeeds(1));
    assertThat(written(Topic.HEALTH))
        .singleElement()
        .isInstanceOfSatisfying(
            AttemptEnded.class,
            ended -> assertThat(ended.ending()).isEqualTo(new Ending.Succeeded()));
    tell(JOB.released(1, TARGET));

    assertThat(written(Topic.HEALTH))
        .singleElement()
        .isInstanceOfSatisfying(
            JobSucceeded.class,
            succeeded -> assertThat(succeeded.attempt()).isEqualTo(JOB.attempt(1)));
    assertThat(heard.jobs(JobPhase.SUCCEEDED)).isOne();
    assertThat(heard.jobs(JobPhase.PENDING)).isZero();
  }

  @Test
  void whatIsDeliveredTwiceIsWrittenOnce() {
    tell(JOB.requested(), JOB.placed(1, TARGET), JOB.submitted(1, TARGET, "pid-1"), succeeds(1));
    tell(JOB.requested(), JOB.placed(1, TARGET), JOB.submitted(1, TARGET, "pid-1"), succeeds(1));

    assertThat(written(Topic.HEALTH)).hasSize(1);
    assertThat(heard.jobs(JobPhase.RELEASING)).isOne();
  }

  @Test
  void asksForAnotherAttemptWhenItsTimeHasComeAndNotBefore() {
    lose();
    assertThat(written(Topic.REQUESTS)).isEmpty();
    assertThat(heard.jobs(JobPhase.WAITING)).isOne();

    pass(Duration.ofMillis(200));
    pass(Duration.ofMillis(200));

    assertThat(written(Topic.REQUESTS))
        .singleElement()
        .isInstanceOfSatisfying(
            JobRescheduleRequested.class,
            again -> assertThat(again.ended()).isEqualTo(JOB.attempt(1)));
  }

  @Test
  void forgetsAnEndedJobAfterItsRetention() {
    tell(JOB.requested(), JOB.placed(1, TARGET), JOB.submitted(1, TARGET, "pid-1"), succeeds(1));
    tell(JOB.released(1, TARGET));
    assertThat(stored()).isNotNull();

    pass(POLICY.retention());

    assertThat(stored()).isNull();
    assertThat(heard.jobs(JobPhase.SUCCEEDED)).isZero();
    assertThat(timers()).isZero();
  }

  @Test
  void worksOffMoreTimersThanOneLookTakes() {
    for (int i = 0; i < 5; i++) {
      JobFacts job = JobFacts.of(inFirstPartition(i), "train");
      tell(job.requested(), job.placed(1, TARGET), job.submitted(1, TARGET, "pid"));
      tell(job.observed(1, TARGET, new Observation.Gone("killed"), START));
      tell(job.released(1, TARGET));
    }
    assertThat(written(Topic.REQUESTS)).isEmpty();

    IntStream.range(0, 4).forEach(_ -> pass(Duration.ofMillis(100)));

    assertThat(written(Topic.REQUESTS)).hasSize(5);
  }

  @Test
  void whatCannotBeReadIsADeadLetterByteForByteAndHoldsUpNobody() {
    byte[] key = bytes("some key");
    byte[] value = {0, 1, 2, (byte) 0xff};
    RecordHeaders headers = new RecordHeaders();
    headers.add("theirs", bytes("stays"));
    pipe(Topic.PROVISIONS, key, value, headers);
    pipe(Topic.DECISIONS, null, null, new RecordHeaders());
    tell(JOB.requested());

    List<TestRecord<byte[], byte[]>> letters = records(Topic.DEAD_LETTERS);
    assertThat(letters).hasSize(2);
    assertThat(letters.getFirst().key()).isEqualTo(key);
    assertThat(letters.getFirst().value()).isEqualTo(value);
    assertThat(header(letters.getFirst(), "theirs")).isEqualTo("stays");
    assertThat(header(letters.getFirst(), DeadLetters.TOPIC)).isEqualTo("berth.provisions");
    assertThat(header(letters.getFirst(), DeadLetters.OFFSET)).isEqualTo("0");
    assertThat(header(letters.getFirst(), DeadLetters.SERVICE)).isEqualTo("monitor");
    assertThat(letters.getLast().value()).isNull();
    assertThat(heard.jobs(JobPhase.REQUESTED)).isOne();
  }

  @Test
  void anEventOnAnotherTopicThanItsOwnIsADeadLetter() {
    ProducerRecord<String, byte[]> submitted = EventCodec.encode(JOB.submitted(1, TARGET, "pid-1"));
    pipe(Topic.REQUESTS, bytes(submitted.key()), submitted.value(), submitted.headers());

    assertThat(records(Topic.DEAD_LETTERS)).hasSize(1);
    assertThat(heard.deadLetters()).containsExactly("an event of another topic");
    assertThat(stored()).isNull();
  }

  @Test
  void anInvalidSpecIsTheAdvisorsToAnswer() {
    ProducerRecord<String, byte[]> record = EventCodec.encode(JOB.requested());
    byte[] invalid = bytes("{\"spec\":{\"id\":\"" + JOB.job() + "\"}}");
    pipe(Topic.REQUESTS, bytes(record.key()), invalid, record.headers());

    assertThat(records(Topic.DEAD_LETTERS)).isEmpty();
    assertThat(stored()).isNull();
  }

  @Test
  void anEventInAnotherPartitionThanItsJobsIsNotTaken() {
    JobId elsewhere =
        IntStream.range(0, 100)
            .mapToObj(i -> new JobId("elsewhere-" + i))
            .filter(job -> Topic.partitionOf(job) != 0)
            .findFirst()
            .orElseThrow();
    tell(JobFacts.of(elsewhere.value(), "train").requested());

    assertThat(heard.misplaced()).containsExactly(elsewhere);
    assertThat(records(Topic.DEAD_LETTERS)).isEmpty();
    assertThat(heard.jobs(JobPhase.REQUESTED)).isZero();
  }

  @Test
  void anEventThatTheLedgerFailsOverIsADeadLetterAndTheNextIsTaken() {
    folding.failing = true;
    tell(JOB.requested());
    folding.failing = false;
    tell(JOB.placed(1, TARGET));

    assertThat(heard.failures()).hasSize(1);
    assertThat(records(Topic.DEAD_LETTERS)).hasSize(1);
    assertThat(heard.jobs(JobPhase.PLACED)).isOne();
  }

  @Test
  void aTimerThatTheLedgerFailsOverIsTriedAgainLater() {
    lose();
    folding.failing = true;
    pass(Duration.ofMillis(200));
    pass(Duration.ofSeconds(30));
    assertThat(heard.failures()).hasSize(1);
    folding.failing = false;

    pass(Duration.ofSeconds(31));

    assertThat(written(Topic.REQUESTS)).hasSize(1);
    pass(Duration.ofMinutes(2));
    assertThat(written(Topic.REQUESTS)).isEmpty();
  }

  @Test
  void tellsTheWatcherOfATargetWhatShouldBeThere() {
    tell(JOB.requested(), JOB.placed(1, TARGET));
    assertThat(expected()).isEmpty();
    tell(JOB.submitted(1, TARGET, "pid-1"));
    assertThat(expected())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.nativeId()).isEqualTo("pid-1");
          assertThat(one.ended()).isFalse();
        });

    tell(JOB.observed(1, TARGET, new Observation.Gone("killed"), START));
    assertThat(expected()).singleElement().satisfies(one -> assertThat(one.ended()).isTrue());
    tell(JOB.released(1, TARGET));

    assertThat(expected()).isEmpty();
    assertThat(watched.of(TARGET).orElseThrow().failures(TARGET, START)).isOne();
    assertThat(watched.of(TARGET).orElseThrow().failures(TARGET, START.plusSeconds(3_601)))
        .isZero();
  }

  private void lose() {
    tell(JOB.requested(), JOB.placed(1, TARGET), JOB.submitted(1, TARGET, "pid-1"));
    tell(JOB.observed(1, TARGET, new Observation.Gone("killed"), START));
    tell(JOB.released(1, TARGET));
  }

  private static Envelope<?> succeeds(int attempt) {
    return JOB.observed(attempt, TARGET, new Observation.Succeeded(START), START);
  }

  private void tell(Envelope<?>... events) {
    for (Envelope<?> event : events) {
      ProducerRecord<String, byte[]> record = EventCodec.encode(event);
      driver
          .createInputTopic(record.topic(), new ByteArraySerializer(), new ByteArraySerializer())
          .pipeInput(new TestRecord<>(bytes(record.key()), record.value(), record.headers()));
    }
  }

  private void pipe(
      Topic topic,
      byte @Nullable [] key,
      byte @Nullable [] value,
      org.apache.kafka.common.header.Headers headers) {
    driver
        .createInputTopic(topic.wireName(), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, headers));
  }

  private void pass(Duration time) {
    driver.advanceWallClockTime(time);
  }

  private List<Event> written(Topic topic) {
    List<Event> events = new ArrayList<>();
    for (TestRecord<byte[], byte[]> record : records(topic)) {
      Decoded decoded =
          EventCodec.decode(
              new ConsumerRecord<>(
                  topic.wireName(),
                  0,
                  0,
                  0,
                  TimestampType.CREATE_TIME,
                  0,
                  0,
                  record.key(),
                  record.value(),
                  record.headers(),
                  java.util.Optional.empty()));
      events.add(((Decoded.Understood) decoded).envelope().event());
    }
    return events;
  }

  private List<TestRecord<byte[], byte[]>> records(Topic topic) {
    TestOutputTopic<byte[], byte[]> output =
        driver.createOutputTopic(
            topic.wireName(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    return output.isEmpty() ? List.of() : output.readRecordsToList();
  }

  private byte @Nullable [] stored() {
    return driver.<String, byte[]>getKeyValueStore(LedgerNode.JOBS).get(JOB.job().value());
  }

  private int timers() {
    try (var all = driver.<byte[], byte[]>getKeyValueStore(LedgerNode.TIMERS).all()) {
      int count = 0;
      for (; all.hasNext(); all.next()) {
        count++;
      }
      return count;
    }
  }

  private List<Expected> expected() {
    return List.copyOf(watched.of(TARGET).orElseThrow().expected(TARGET).values());
  }

  private static String header(TestRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String inFirstPartition() {
    return inFirstPartition(0);
  }

  private static String inFirstPartition(int index) {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> "job-" + i)
        .filter(job -> Topic.partitionOf(new JobId(job)) == 0)
        .skip(index)
        .findFirst()
        .orElseThrow();
  }

  private static TargetId targetInFirstPartition() {
    return IntStream.range(0, 1_000)
        .mapToObj(i -> new TargetId("pool-" + i))
        .filter(target -> Watched.partitionOf(target) == 0)
        .findFirst()
        .orElseThrow();
  }

  /** The ledger, which can be made to fail. */
  private static final class SometimesFailing implements Folding {

    private final Folding folding;
    private boolean failing;

    SometimesFailing(Folding folding) {
      this.folding = folding;
    }

    @Override
    public Folded fold(JobId job, @Nullable JobState before, Envelope<?> event, Instant now) {
      check();
      return folding.fold(job, before, event, now);
    }

    @Override
    public Folded wake(JobState before, Instant now) {
      check();
      return folding.wake(before, now);
    }

    private void check() {
      if (failing) {
        throw new IllegalStateException("on purpose");
      }
    }
  }
}
