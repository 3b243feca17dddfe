package dev.berth.targets.process;

import dev.berth.targets.api.Driver;
import dev.berth.targets.api.DriverProvider;
import dev.berth.targets.api.Target;
import java.time.Clock;

/** Makes drivers of the kind {@code process}; {@link PoolSettings} lists their settings. */
public final class ProcessDriverProvider implements DriverProvider {

  @Override
  public String kind() {
    return "process";
  }

  @Override
  public Driver open(Target target) {
    return new ProcessDriver(target, System.getenv(), Clock.systemUTC());
  }
}
