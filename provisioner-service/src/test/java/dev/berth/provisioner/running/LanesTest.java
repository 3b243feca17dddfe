package dev.berth.provisioner.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Json;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.TargetId;
import dev.berth.provisioner.Answer;
import dev.berth.provisioner.Backoff;
import dev.berth.provisioner.Calls;
import dev.berth.provisioner.LaneInput;
import dev.berth.provisioner.Placement;
import dev.berth.provisioner.Receipt;
import dev.berth.provisioner.Task;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.SubmitOutcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LanesTest {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final Set<Receipt> done = ConcurrentHashMap.newKeySet();
  private final CountDownLatch slow = new CountDownLatch(1);
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();
  private Lanes lanes = lanes(this::answered);

  @AfterEach
  void close() {
    slow.countDown();
    lanes.close();
  }

  @Test
  void aSlowTargetHoldsUpItsOwnJobsAndGetsNoMoreCallsThanItMay() {
    PartitionLanes partition = lanes.open(0, done::addAll);
    for (int job = 0; job < 20; job++) {
      partition.accept(placed("slow" + job, "slow", job));
    }
    await().atMost(SOON).until(() -> atOnce.get() == 4);

    for (int job = 0; job < 50; job++) {
      partition.accept(placed("quick" + job, "quick", 100 + job));
    }

    await().atMost(SOON).until(() -> done.size() == 50);
    assertThat(lanes.working()).hasSize(20);
    slow.countDown();
    await().atMost(SOON).until(() -> done.size() == 70);
    assertThat(mostAtOnce).hasValue(4);
    assertThat(lanes.working()).isEmpty();
  }

  @Test
  void aBugInACallIsTriedAgainAndHoldsUpNobodyElse() {
    AtomicInteger failures = new AtomicInteger();
    replace(task -> {
      if (task.place().attempt().job().value().equals("bad") && failures.incrementAndGet() < 4) {
        throw new IllegalStateException("a bug");
      }
      return answered(task);
    });
    PartitionLanes partition = lanes.open(0, done::addAll);

    partition.accept(placed("bad", "quick", 1));
    partition.accept(placed("good", "quick", 2));

    await().atMost(SOON).until(() -> done.size() == 2);
    assertThat(failures.get()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void aReleaseIsNeverGivenUp() {
    AtomicInteger releases = new AtomicInteger();
    AtomicBoolean back = new AtomicBoolean();
    replace(task ->
        task instanceof Task.Release && releases.incrementAndGet() > 0 && !back.get()
            ? answer(task, new Answer.Trouble(new IOException("away"), false))
            : answered(task));
    PartitionLanes partition = lanes.open(0, done::addAll);

    partition.accept(
        new LaneInput.Ended(place("job", "quick"), null, new Receipt("health", 0, 1), NOON));

    await().atMost(SOON).until(() -> releases.get() > 60);
    assertThat(lanes.releasesOutstanding()).isEqualTo(1);
    assertThat(done).isEmpty();
    back.set(true);
    await().atMost(SOON).until(() -> done.size() == 1);
    assertThat(lanes.releasesOutstanding()).isZero();
  }

  @Test
  void nothingMoreIsDoneForAPartitionThatHasGone() {
    PartitionLanes partition = lanes.open(0, done::addAll);
    for (int job = 0; job < 8; job++) {
      partition.accept(placed("slow" + job, "slow", job));
    }
    await().atMost(SOON).until(() -> atOnce.get() == 4);
    int before = calls.get();

    partition.close();
    slow.countDown();

    assertThat(lanes.drain(SOON)).isTrue();
    assertThat(calls).hasValue(before);
    assertThat(done).isEmpty();
    assertThat(lanes.working()).isEmpty();
  }

  @Test
  void drainsWhatIsUnderWayAndStartsNoFurtherTry() {
    replace(task -> answer(task, new Answer.Trouble(new IOException("away"), false)));
    PartitionLanes partition = lanes.open(0, done::addAll);
    partition.accept(placed("job", "quick", 1));

    assertThat(lanes.drain(SOON)).isTrue();
    assertThat(lanes.working()).containsOnlyKeys(new JobId("job"));
    assertThat(done).isEmpty();
  }

  private void replace(Calls other) {
    lanes.close();
    lanes = lanes(other);
  }

  private static Lanes lanes(Calls calls) {
    Backoff backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));
    return new Lanes(
        calls, new RunningSettings(4, 10, backoff), _ -> {}, InstantSource.fixed(NOON));
  }

  private Answer answered(Task task) {
    calls.incrementAndGet();
    if (task instanceof Task.Submit && task.place().target().value().equals("slow")) {
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      try {
        if (!slow.await(60, TimeUnit.SECONDS)) {
          throw new AssertionError("nobody let the slow target go on");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        atOnce.decrementAndGet();
      }
    }
    return switch (task) {
      case Task.Submit _ ->
          answer(task, new Answer.OfSubmit(new SubmitOutcome.Submitted("pid", false)));
      case Task.Releasing _ ->
          answer(task, new Answer.OfRelease(new ReleaseOutcome.Released("gone")));
      case Task.Publish _ -> answer(task, new Answer.Published());
    };
  }

  private static Answer answer(Task task, Answer.Reply reply) {
    return new Answer(reply, NOON, task.traceparent());
  }

  private static PlacedAttempt place(String job, String target) {
    return new PlacedAttempt(AttemptId.parse(job + "-1"), new TargetId(target));
  }

  private static LaneInput placed(String job, String target, long offset) {
    var spec = Json.mapper().createObjectNode().put("id", job).put("entrypoint", "train");
    Placement placement =
        new Placement(
            place(job, target),
            null,
            false,
            ((JobSpecReader.Valid) JobSpecReader.read(spec)).spec());
    return new LaneInput.Placed(
        placement, null, new Receipt("decisions", 0, offset), NOON, true, NOON);
  }
}
