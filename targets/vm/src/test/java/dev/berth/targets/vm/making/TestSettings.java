package dev.berth.targets.vm.making;

import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.DriverSettings;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.SettingsReader;
import dev.berth.targets.api.Target;
import java.util.List;
import java.util.Map;

/** Targets whose machines are made. */
final class TestSettings {

  private TestSettings() {}

  static Target target(Map<String, String> settings) {
    return new Target(
        new TargetId("pool"),
        DeploymentModel.VIRTUAL_MACHINES,
        "ec2",
        new DriverSettings("vm", settings),
        List.of(),
        List.of(new NodeShape("t3.large", 2, 8_192, null, 100, 0.08, 0.03)),
        List.of(),
        List.of(),
        List.of(),
        100);
  }

  static MakingSettings of(Target target) {
    return MakingSettings.of(new SettingsReader(target, MakingSettings.NAMES));
  }
}
