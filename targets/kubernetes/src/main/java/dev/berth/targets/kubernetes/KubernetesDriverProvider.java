package dev.berth.targets.kubernetes;

import dev.berth.targets.api.Driver;
import dev.berth.targets.api.DriverProvider;
import dev.berth.targets.api.Target;
import dev.berth.targets.kubernetes.dialect.Dialect;
import dev.berth.targets.kubernetes.dialect.Dialects;
import dev.berth.targets.kubernetes.ray.RayDriver;
import dev.berth.targets.kubernetes.rendering.ClusterSettings;
import dev.berth.targets.kubernetes.rendering.Shapes;
import java.time.Clock;

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
    if (RayDriver.isFor(target)) {
      return new RayDriver(target, Clock.systemUTC());
    }
    return new KubernetesDriver(target, dialect, ClusterSettings.of(target), Clock.systemUTC());
  }
}
