package dev.berth.targets.slurm;

import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.DriverProvider;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.slurm.rendering.PrintedForm;
import dev.berth.targets.slurm.rendering.Rendering;
import dev.berth.targets.slurm.site.SlurmSettings;
import dev.berth.targets.slurm.site.SlurmSettingsReader;
import java.time.Clock;
import java.util.function.Consumer;

/** Makes drivers of the kind {@code slurm}; {@link SlurmSettings} lists their settings. */
public final class SlurmDriverProvider implements DriverProvider {

  @Override
  public String kind() {
    return "slurm";
  }

  @Override
  public Driver open(Target target) {
    return new SlurmDriver(target, SlurmSettingsReader.read(target), Clock.systemUTC());
  }

  @Override
  public void check(Target target, Consumer<Check> told) {
    SlurmSettings settings;
    try {
      settings = SlurmSettingsReader.read(target);
      new Rendering(target, settings);
    } catch (IllegalArgumentException e) {
      told.accept(Check.wrongSettings(e));
      return;
    }
    told.accept(
        new Check(
            "settings",
            new CheckOutcome.Passed(
                "%s, scratch %s".formatted(settings.profile().title(), settings.scratch()))));
    Clock clock = Clock.systemUTC();
    try (Ways ways = Ways.of(settings, clock)) {
      new SlurmChecks(ways, settings, clock).tell(told);
    }
  }

  @Override
  public NativeForm render(Target target, Submission submission) {
    return PrintedForm.of(target, submission);
  }
}
