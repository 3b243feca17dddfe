package dev.berth.targets.kubernetes;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.NativeAttemptListener;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import dev.berth.targets.kubernetes.rendering.Placeholders;
import dev.berth.targets.kubernetes.rendering.Rendering;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** One namespace of one Kubernetes cluster. */
final class KubernetesDriver implements Driver {

  private final Target target;
  private final Connection connection;
  private final Submitting submitting;
  private final Releasing releasing;
  private final Clearing clearing;
  private final Looking looking;
  private final Measuring measuring;
  private final Following following;
  private final ClusterObjects objects;
  private final ClusterSettings settings;
  private final Watches watches = new Watches();

  KubernetesDriver(Target target, Dialect dialect, ClusterSettings settings, Clock clock) {
    this.target = target;
    this.settings = settings;
    this.connection = new Connection(settings, target.id().value(), clock);
    this.objects = new ClusterObjects(connection, settings, target.id());
    this.submitting = new Submitting(objects, new Rendering(target, dialect, settings));
    this.releasing =
        new Releasing(connection, objects, new Placeholders(target.id(), settings.namespace()));
    this.clearing = new Clearing(objects, settings.names(), clock);
    KueueObjects kueue = new KueueObjects(connection, settings.namespace(), settings.queue());
    this.looking =
        new Looking(
            connection, objects, settings, kueue, new Around(connection, settings, dialect, clock));
    this.measuring = new Measuring(connection, objects, kueue, watches, target, dialect);
    this.following = new Following(connection, objects, settings.namespace());
  }

  @Override
  public SubmitOutcome submit(Submission submission) throws TargetTroubleException {
    return submitting.submit(submission);
  }

  @Override
  public ReleaseOutcome release(AttemptId attempt) throws TargetTroubleException {
    ReleaseOutcome outcome = releasing.release(attempt);
    if (outcome instanceof ReleaseOutcome.Released) {
      clearing.ifDue();
    }
    return outcome;
  }

  @Override
  public List<NativeAttempt> find() throws TargetTroubleException {
    return looking.all();
  }

  @Override
  public Subscription watch(NativeAttemptListener listener) throws TargetTroubleException {
    return new ClusterWatch(connection, objects, settings.namespace(), looking, listener, watches)
        .start();
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

  @Override
  public void close() {
    connection.close();
  }

  @Override
  public String toString() {
    return "cluster " + target.id();
  }
}
