package dev.berth.targets.kubernetes.ray;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.LookingWatch;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** One standing Ray cluster. */
final class RayDriver implements Driver {

  private final Target target;
  private final RaySettings settings;
  private final RaySubmitting submitting;
  private final RayReleasing releasing;
  private final RayLooking looking;
  private final RayMeasuring measuring;
  private final RayFollowing following;

  RayDriver(Target target, RaySettings settings, Clock clock) {
    this.target = target;
    this.settings = settings;
    RayHead head = new RayHead(settings);
    RayJobs jobs = new RayJobs(head);
    RayBodies bodies = new RayBodies(target.id(), settings);
    this.submitting = new RaySubmitting(jobs, bodies, target.id());
    this.releasing = new RayReleasing(jobs, bodies, settings, target.id(), clock);
    this.looking = new RayLooking(jobs, settings, target.id(), clock);
    this.measuring = new RayMeasuring(jobs, target);
    this.following = new RayFollowing(head, jobs);
  }

  @Override
  public SubmitOutcome submit(Submission submission) throws TargetTroubleException {
    return submitting.submit(submission);
  }

  @Override
  public ReleaseOutcome release(AttemptId attempt) throws TargetTroubleException {
    return releasing.release(attempt);
  }

  @Override
  public List<NativeAttempt> find() throws TargetTroubleException {
    return looking.all();
  }

  @Override
  public Subscription watch(NativeAttemptListener listener) {
    return new LookingWatch(looking::all, settings.poll(), listener, toString()).start();
  }

  @Override
  public Capacity capacity() throws TargetTroubleException {
    return measuring.capacity();
  }

  @Override
  public Optional<InputStream> logs(AttemptId attempt, boolean follow)
      throws TargetTroubleException {
    return following.logs(attempt, follow);
  }

  /** Nothing is held: connections are the client's, and a watch is its subscriber's. */
  @Override
  public void close() {}

  @Override
  public String toString() {
    return "Ray cluster " + target.id();
  }
}
