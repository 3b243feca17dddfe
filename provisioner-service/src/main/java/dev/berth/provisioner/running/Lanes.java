package dev.berth.provisioner.running;

import dev.berth.contracts.JobId;
import dev.berth.provisioner.Answer;
import dev.berth.provisioner.Calls;
import dev.berth.provisioner.Course;
import dev.berth.provisioner.Directive;
import dev.berth.provisioner.LaneInput;
import dev.berth.provisioner.LaneState;
import dev.berth.provisioner.Task;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The lanes of all partitions that this replica has, and the threads that they run on. */
public final class Lanes implements AutoCloseable {

  private static final long LOOK_NANOS = Duration.ofMillis(10).toNanos();

  private final Calls calls;
  private final RunningSettings settings;
  private final LaneListener listener;
  private final InstantSource clock;
  private final Gates gates;
  private final Set<PartitionLanes> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("lane-timer").daemon().factory());
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean draining;

  /** No lane yet. */
  public Lanes(Calls calls, RunningSettings settings, LaneListener listener, InstantSource clock) {
    this.calls = calls;
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
    this.gates = new Gates(settings.callsPerTarget());
  }

  /**
   * Lanes for a partition that has come, empty.
   *
   * @param acknowledgement takes back the receipts of this partition's events
   */
  public PartitionLanes open(int partition, Acknowledgement acknowledgement) {
    PartitionLanes lanes =
        new PartitionLanes(partition, settings.rememberedJobs(), this, acknowledgement);
    open.add(lanes);
    return lanes;
  }

  /** The jobs with work, of all partitions. */
  public Map<JobId, LaneState> working() {
    Map<JobId, LaneState> all = new TreeMap<>();
    open.forEach(lanes -> all.putAll(lanes.working()));
    return all;
  }

  /** How many attempts have to be released and are not yet. */
  public long releasesOutstanding() {
    return open.stream()
        .flatMap(lanes -> lanes.working().values().stream())
        .flatMap(state -> state.courses().values().stream())
        .filter(Course::owesRelease)
        .count();
  }

  /**
   * Starts no new try and waits until what is under way has come to an end or a wait.
   *
   * @return whether it has, within that time
   */
  public boolean drain(Duration atMost) {
    draining = true;
    long end = System.nanoTime() + atMost.toNanos();
    while (underWay.get() > 0) {
      if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }

  /** Stops every lane and all threads; calls under way are interrupted. */
  @Override
  public void close() {
    open.forEach(PartitionLanes::close);
    timer.shutdownNow();
    threads.shutdownNow();
  }

  void closed(PartitionLanes lanes) {
    open.remove(lanes);
  }

  void skipped(Directive.Skip skip) {
    listener.skipped(skip);
  }

  void perform(PartitionLanes lanes, Task task) {
    underWay.incrementAndGet();
    threads.execute(() -> {
      try {
        gates
            .through(task, () -> answer(lanes, task))
            .ifPresent(answer -> lanes.accept(new LaneInput.Answered(task, answer)));
      } finally {
        underWay.decrementAndGet();
      }
    });
  }

  /** None, if the partition became another replica's while a gate was waited for. */
  private Optional<Answer> answer(PartitionLanes lanes, Task task) {
    if (!lanes.isOpen()) {
      return Optional.empty();
    }
    try {
      return Optional.of(calls.perform(task));
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      return Optional.of(
          new Answer(new Answer.Trouble(e, true), clock.instant(), task.traceparent()));
    }
  }

  void retry(PartitionLanes lanes, Task task, int tries) {
    if (draining) {
      return;
    }
    long nanos = settings.backoff().after(tries, task).toNanos();
    var _ =
        timer.schedule(
            () -> lanes.accept(new LaneInput.Due(task, tries, clock.instant())),
            nanos,
            TimeUnit.NANOSECONDS);
  }
}
