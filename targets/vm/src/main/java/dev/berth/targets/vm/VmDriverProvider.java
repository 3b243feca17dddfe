package dev.berth.targets.vm;

import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.DriverProvider;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import dev.berth.targets.vm.making.MakingChecks;
import dev.berth.targets.vm.making.MakingSettings;
import dev.berth.targets.vm.remote.Shells;
import dev.berth.targets.vm.settingup.SetUpChecks;
import dev.berth.targets.vm.standing.Inventory;
import java.time.Clock;
import java.util.function.Consumer;

/** Makes drivers of the kind {@code vm}; {@link VmSettings} lists their settings. */
public final class VmDriverProvider implements DriverProvider {

  @Override
  public String kind() {
    return "vm";
  }

  @Override
  public Driver open(Target target) {
    return new VmDriver(target, VmSettings.read(target), Clock.systemUTC());
  }

  @Override
  public void check(Target target, Consumer<Check> told) {
    VmSettings settings;
    try {
      settings = VmSettings.read(target);
    } catch (IllegalArgumentException e) {
      told.accept(Check.wrongSettings(e));
      return;
    }
    told.accept(
        new Check(
            "settings",
            new CheckOutcome.Passed(
                "%s, Berth's folder there is %s"
                    .formatted(settings.origin().told(), settings.access().folder()))));
    switch (settings.origin()) {
      case Origin.Standing(Inventory inventory, var power) -> {
        try (Shells shells = new Shells(settings.access())) {
          new VmChecks(target, settings, inventory, power, shells).tell(told);
        }
      }
      case Origin.Made(MakingSettings making) -> {
        new MakingChecks(target, making, Clock.systemUTC()).tell(told);
        told.accept(new Check("set-up", SetUpChecks.outcome(settings.setUp())));
      }
    }
  }

  @Override
  public NativeForm render(Target target, Submission submission) {
    return PrintedForm.of(target, submission);
  }
}
