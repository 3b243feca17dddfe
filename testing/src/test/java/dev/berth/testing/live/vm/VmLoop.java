package dev.berth.testing.live.vm;

import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.testing.live.RealLoop;
import dev.berth.testing.platform.Part;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A platform whose targets are groups of machines. */
final class VmLoop extends RealLoop {

  /** How long a call in trouble waits at most before it is tried again. */
  static final String HASTE = "-Dberth.provisioner.retry-maximum=2s";

  private final List<Yard> yards;

  /**
   * Starts it.
   *
   * @param services settings of the services
   */
  VmLoop(Path folder, List<Yard> yards, List<String> services) throws Exception {
    super(folder, yards.stream().map(Yard::target).toList(), services);
    this.yards = List.copyOf(yards);
  }

  /** Asks for a job, and returns when its first attempt runs and has counted so far. */
  JobPlaced begun(JobSpec spec, Counting programs, int least) throws InterruptedException {
    pipeline.request(spec, null);
    JobPlaced first = told.placed(spec.id(), 1);
    awaitRunning(first);
    await().until(() -> programs.count(spec.id()) >= least);
    return first;
  }

  /**
   * Sees that nothing is left, and ends all of it whatever there is.
   *
   * @param loop null if it was never started
   */
  static void end(@Nullable VmLoop loop, HostGroup... groups) {
    try {
      if (loop != null) {
        loop.assertNothingLeft();
      }
    } finally {
      if (loop != null) {
        loop.close();
      }
      for (HostGroup group : groups) {
        group.close();
      }
    }
  }

  /** Every submission of a job is released, and the machines have nothing of it. */
  void awaitNothingLeft(JobId job) throws InterruptedException {
    awaitReleased(job);
    Leftovers.of(yards).assertNoneOf(job);
  }

  /**
   * Ends the services in order, so that they let go of their connections; those of services that
   * were killed, to machines that are no more, end by ssh's own patience, 45 seconds.
   */
  @Override
  public void close() {
    try {
      for (Part service : Part.SERVICES) {
        if (platform.process(service).isAlive()) {
          platform.stop(service);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    super.close();
    await().until(() -> yards.stream().allMatch(yard -> Leftovers.connections(yard).isEmpty()));
  }

  /** The machines have nothing of any job. */
  void assertNothingLeft() {
    Leftovers.of(yards).assertNone();
  }
}
