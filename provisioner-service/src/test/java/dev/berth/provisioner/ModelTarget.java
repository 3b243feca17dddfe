package dev.berth.provisioner;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.FailureCategory;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.TargetTroubleException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/** What {@link Driver} promises, and nothing more, with trouble as a seed has it. */
final class ModelTarget implements Driver {

  private final Set<AttemptId> refused;
  private final BooleanSupplier troubled;
  private final SortedSet<AttemptId> living = new TreeSet<>();
  private final SortedSet<AttemptId> released = new TreeSet<>();
  private final SortedSet<AttemptId> everLived = new TreeSet<>();
  private final SortedSet<AttemptId> askedFor = new TreeSet<>();

  /**
   * @param refused whom it has no room for
   * @param troubled whether the next call does not reach it, or its answer is lost
   */
  ModelTarget(Set<AttemptId> refused, BooleanSupplier troubled) {
    this.refused = refused;
    this.troubled = troubled;
  }

  SortedSet<AttemptId> living() {
    return living;
  }

  SortedSet<AttemptId> released() {
    return released;
  }

  SortedSet<AttemptId> everLived() {
    return everLived;
  }

  @Override
  public SubmitOutcome submit(Submission submission) throws TargetTroubleException {
    if (!askedFor.add(submission.attempt()) && submission.first()) {
      throw new AssertionError(submission.attempt() + " was asked for before");
    }
    reach();
    SubmitOutcome outcome = submitted(submission.attempt());
    reach();
    return outcome;
  }

  private SubmitOutcome submitted(AttemptId attempt) {
    if (released.contains(attempt)) {
      return new SubmitOutcome.Refused(FailureCategory.INFRASTRUCTURE, "released before");
    }
    if (refused.contains(attempt)) {
      return new SubmitOutcome.Refused(FailureCategory.CAPACITY, "no room");
    }
    everLived.add(attempt);
    return new SubmitOutcome.Submitted("native-" + attempt, !living.add(attempt));
  }

  @Override
  public ReleaseOutcome release(AttemptId attempt) throws TargetTroubleException {
    askedFor.add(attempt);
    reach();
    if (troubled.getAsBoolean()) {
      return new ReleaseOutcome.Releasing("it takes its time");
    }
    living.remove(attempt);
    released.add(attempt);
    reach();
    return new ReleaseOutcome.Released("gone");
  }

  private void reach() throws TargetTroubleException {
    if (troubled.getAsBoolean()) {
      throw new TargetTroubleException("away");
    }
  }

  @Override
  public List<NativeAttempt> find() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Subscription watch(NativeAttemptListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Capacity capacity() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<InputStream> logs(AttemptId attempt, boolean follow) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
