package dev.berth.provisioner.running;

import dev.berth.contracts.JobId;
import dev.berth.provisioner.Directive;
import dev.berth.provisioner.Lane;
import dev.berth.provisioner.LaneInput;
import dev.berth.provisioner.LaneState;
import dev.berth.provisioner.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The lanes of one partition's jobs, for as long as this replica has the partition. */
public final class PartitionLanes implements AutoCloseable {

  private final int partition;
  private final Lanes lanes;
  private final Acknowledgement acknowledgement;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<JobId, LaneState> working = new HashMap<>();
  private final Remembered idle;
  private volatile boolean open = true;

  PartitionLanes(int partition, int rememberedJobs, Lanes lanes, Acknowledgement acknowledgement) {
    this.partition = partition;
    this.lanes = lanes;
    this.acknowledgement = acknowledgement;
    this.idle = new Remembered(rememberedJobs);
  }

  /** Moves a job's lane; returns at once. What comes after the partition has gone is ignored. */
  public void accept(LaneInput input) {
    for (Directive directive : after(input)) {
      switch (directive) {
        case Directive.Perform perform -> lanes.perform(this, perform.task());
        case Directive.Retry retry -> lanes.retry(this, retry.task(), retry.tries());
        case Directive.Acknowledge acknowledge -> acknowledgement.done(acknowledge.receipts());
        case Directive.Skip skip -> lanes.skipped(skip);
      }
    }
  }

  private List<Directive> after(LaneInput input) {
    lock.lock();
    try {
      if (!open) {
        return List.of();
      }
      JobId job = input.job();
      LaneState before = working.get(job);
      Step step = Lane.after(before == null ? idle.of(job) : before, idle.asFarAsKnown(input));
      if (step.state().idle()) {
        working.remove(job);
        idle.keep(job, step.state(), input.at());
      } else {
        idle.remove(job);
        working.put(job, step.state());
      }
      return step.directives();
    } finally {
      lock.unlock();
    }
  }

  /** The jobs with work. */
  Map<JobId, LaneState> working() {
    lock.lock();
    try {
      return Map.copyOf(working);
    } finally {
      lock.unlock();
    }
  }

  boolean isOpen() {
    return open;
  }

  /** The partition has gone: nothing new is begun; calls under way end without consequence. */
  @Override
  public void close() {
    lock.lock();
    try {
      open = false;
      working.clear();
      idle.clear();
    } finally {
      lock.unlock();
    }
    lanes.closed(this);
  }

  @Override
  public String toString() {
    return "lanes of partition " + partition;
  }
}
