package dev.berth.targets.kubernetes;

import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.DriverProvider;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.checking.ClusterChecks;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.dialect.Dialects;
import dev.berth.targets.kubernetes.ray.RayTarget;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import dev.berth.targets.kubernetes.rendering.Manifests;
import dev.berth.targets.kubernetes.rendering.Rendering;
import dev.berth.targets.kubernetes.rendering.Shapes;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Makes drivers of the kind {@code kubernetes}; {@link ClusterSettings} lists their settings, and
 * the target's {@code dialect} says what kind of cluster it is. With the setting {@code
 * ray-address} the target is a standing Ray cluster, and Kubernetes itself is not asked.
 */
public final class KubernetesDriverProvider implements DriverProvider {

  @Override
  public String kind() {
    return "kubernetes";
  }

  @Override
  public Driver open(Target target) {
    Dialect dialect = dialect(target);
    if (RayTarget.isFor(target)) {
      return RayTarget.open(target);
    }
    return new KubernetesDriver(target, dialect, ClusterSettings.of(target), Clock.systemUTC());
  }

  @Override
  public void check(Target target, Consumer<Check> told) {
    if (RayTarget.isFor(target)) {
      RayTarget.check(target, told);
      return;
    }
    Dialect dialect;
    ClusterSettings settings;
    try {
      dialect = dialect(target);
      settings = ClusterSettings.of(target);
    } catch (IllegalArgumentException e) {
      told.accept(Check.wrongSettings(e));
      return;
    }
    told.accept(
        new Check(
            "settings",
            new CheckOutcome.Passed(
                "dialect %s, namespace %s".formatted(dialect.name(), settings.namespace()))));
    try (Connection connection = new Connection(settings, target.id().value(), Clock.systemUTC())) {
      new ClusterChecks(target, dialect, settings, System.getenv(), Instant.now())
          .tell(connection::client, told);
    }
  }

  @Override
  public NativeForm render(Target target, Submission submission) {
    if (RayTarget.isFor(target)) {
      return RayTarget.render(target, submission);
    }
    return Manifests.of(
        submission,
        new Rendering(target, dialect(target), ClusterSettings.of(target)).render(submission));
  }

  /** Its dialect, once it is known that its machines are what that dialect's vendor sells. */
  private static Dialect dialect(Target target) {
    Dialect dialect =
        Dialects.named(target.dialect())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "target '%s': dialect '%s' is none of %s"
                        .formatted(
                            target.id(),
                            target.dialect(),
                            Dialects.ALL.stream().map(Dialect::name).toList())));
    Shapes.check(target, dialect);
    return dialect;
  }
}
