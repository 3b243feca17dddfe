package dev.berth.targets.vm.making;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Destroys all that an attempt has: what its state knows, then what the provider's marks tell of.
 * After a Terraform that did not end in order it looks again and again, until nothing that was
 * ordered can come any more.
 */
final class Clearing {

  private static final Duration PAUSE = Duration.ofSeconds(2);

  /** One more than a machine that comes up, is seen and is gone again in between explains. */
  private static final int TRIES = 5;

  private final Workshop workshop;
  private final Terraform terraform;
  private final Finding finding;
  private final Clock clock;

  Clearing(Workshop workshop, Terraform terraform, Finding finding, Clock clock) {
    this.workshop = workshop;
    this.terraform = terraform;
    this.finding = finding;
    this.clock = clock;
  }

  /**
   * Clears, and removes the attempt's working folder.
   *
   * @param inOrder whether all that was ever run for it has ended in order
   * @param seen a look since which nothing was made or destroyed here, or null: each takes seconds
   * @return until when something may still come, though nothing is there now; empty if all is done
   */
  Optional<Instant> clear(AttemptId attempt, boolean inOrder, @Nullable Found seen)
      throws TargetTroubleException, IOException {
    Path folder = workshop.attempt(attempt);
    Optional<Order> order = workshop.order(folder);
    Found last = seen;
    if (!inOrder) {
      // Machines that no state knows keep what it knows from being destroyed.
      destroyStrays(attempt, last);
      last = null;
    }
    if (order.isPresent() || workshop.workspace(attempt) != null) {
      destroyKnown(attempt, folder);
      last = null;
    }
    Instant quiet = clock.instant().plus(inOrder ? Duration.ZERO : workshop.settings().settle());
    while (true) {
      boolean found = destroyStrays(attempt, last);
      last = null;
      if (found) {
        quiet = later(quiet, clock.instant().plus(inOrder ? Duration.ZERO : PAUSE));
      } else if (!clock.instant().isBefore(quiet)) {
        break;
      }
      pause();
    }
    if (!inOrder && order.isPresent() && order.get().preemptible()) {
      Instant lapses = order.get().lapses();
      if (clock.instant().isBefore(lapses)) {
        return Optional.of(lapses);
      }
    }
    String workspace = workshop.workspace(attempt);
    if (workspace != null) {
      terraform.forget(folder, workspace);
    }
    Kept.remove(folder);
    return Optional.empty();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** What a state knows that lies in the folder, or with the backend. */
  private void destroyKnown(AttemptId attempt, Path folder)
      throws TargetTroubleException, IOException {
    workshop.prepare(folder);
    if (!workshop.keepsConfiguration(folder) || !workshop.knowsSecrets(folder)) {
      workshop.configure(folder, workshop.configuration().nothing());
      workshop.forget(folder);
    }
    inOrder(folder, workshop.workspace(attempt), terraform::destroy);
  }

  /** A run of Terraform in a working folder. */
  @FunctionalInterface
  private interface Run {
    Terraform.Ended in(Path folder, @Nullable String workspace, Duration timeout)
        throws TargetTroubleException;
  }

  /** Runs it, and takes a dead one's lock away if need be. */
  private void inOrder(Path folder, @Nullable String workspace, Run run)
      throws TargetTroubleException, IOException {
    Terraform.Ended init = terraform.init(folder, workspace);
    if (!init.well()) {
      throw new TargetTroubleException("destroying: " + Shown.all(folder));
    }
    Duration timeout = workshop.settings().applyTimeout();
    Terraform.Ended ended = run.in(folder, workspace, timeout);
    if (!ended.well() && ended.said().verdict() instanceof Verdict.Locked(String lock, String _)) {
      // Who works on an attempt holds its lock here; so that one's holder is dead.
      terraform.unlock(folder, workspace, lock);
      ended = run.in(folder, workspace, timeout);
    }
    if (!ended.well()) {
      throw new TargetTroubleException("destroying: " + Finding.reason(ended.said().verdict()));
    }
  }

  /** Whether there were some; by that look at first, if it is not null. */
  private boolean destroyStrays(AttemptId attempt, @Nullable Found seen)
      throws TargetTroubleException, IOException {
    Path strays = workshop.settings().folder().resolve("strays").resolve(attempt.toString());
    Found last = seen;
    if (Files.exists(strays)) {
      // Somebody was killed in the middle of it.
      Terraform.stop(strays);
      finish(strays);
      last = null;
    }
    for (int attempts = 1; ; attempts++) {
      List<Found.Thing> things = (last == null ? finding.find(attempt) : last).things();
      last = null;
      if (things.isEmpty()) {
        return attempts > 1;
      }
      if (attempts > TRIES) {
        Found.Thing one = things.getFirst();
        throw new TargetTroubleException(
            "%s %s of %s is still there after %d destructions"
                .formatted(one.kind(), one.id(), attempt, TRIES));
      }
      workshop.prepare(strays);
      workshop.configure(
          strays,
          workshop
              .configuration()
              .takingIn(things, workshop.module().at(strays, ModuleFiles.Part.STRAYS)));
      try {
        inOrder(strays, null, terraform::apply);
      } catch (TargetTroubleException e) {
        // What has ended between the look and now cannot be imported: looked at anew.
        if (attempts >= TRIES) {
          throw e;
        }
      }
      finish(strays);
    }
  }

  private void finish(Path strays) throws TargetTroubleException, IOException {
    workshop.prepare(strays);
    if (!workshop.keepsConfiguration(strays)) {
      workshop.configure(strays, workshop.configuration().nothingHere());
    }
    inOrder(strays, null, terraform::destroy);
    Kept.remove(strays);
  }

  private static void pause() throws TargetTroubleException {
    LockSupport.parkNanos(PAUSE.toNanos());
    if (Thread.currentThread().isInterrupted()) {
      throw new TargetTroubleException("interrupted while looking whether something still comes");
    }
  }
}
