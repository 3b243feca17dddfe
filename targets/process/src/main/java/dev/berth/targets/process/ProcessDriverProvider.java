package dev.berth.targets.process;

import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.DriverProvider;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import java.time.Clock;
import java.util.function.Consumer;

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

  @Override
  public void check(Target target, Consumer<Check> told) {
    PoolSettings settings;
    try {
      settings = PoolSettings.of(target);
    } catch (IllegalArgumentException e) {
      told.accept(
          new Check(
              "settings",
              new CheckOutcome.Failed(
                  String.valueOf(e.getMessage()), "mend driver.settings in the fleet file")));
      return;
    }
    told.accept(new Check("settings", new CheckOutcome.Passed("driver.settings are in order")));
    new PoolChecks(target, settings, System.getenv(), Machine.here()).tell(told);
  }

  @Override
  public NativeForm render(Target target, Submission submission) {
    return new CommandText(target, PoolSettings.of(target)).of(submission);
  }
}
