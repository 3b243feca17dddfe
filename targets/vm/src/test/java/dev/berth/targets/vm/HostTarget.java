package dev.berth.targets.vm;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.DriverSettings;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.vm.live.MachineSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Targets as tests describe them. */
final class HostTarget {

  static final double CPUS = 4;
  static final long MEMORY_MIB = 2_000;

  private HostTarget() {}

  /** Of hosts with four cores each. */
  static Target of(Map<String, String> settings) {
    return of(settings, null);
  }

  static Target of(Map<String, String> settings, @Nullable Accelerators accelerators) {
    return new Target(
        new TargetId("yard"),
        DeploymentModel.VIRTUAL_MACHINES,
        "vm",
        new DriverSettings("vm", settings),
        List.of(JobRuntime.values()),
        List.of(new NodeShape("small", CPUS, MEMORY_MIB, accelerators, 3, null, null)),
        List.of(),
        List.of(),
        List.of(),
        100);
  }

  /** A driver over a group's hosts, as root; further settings replace these. */
  static Driver open(HostGroup group, Map<String, String> further) {
    return new VmDriverProvider().open(over(group, further));
  }

  static Target over(HostGroup group, Map<String, String> further) {
    return over(group, further, null);
  }

  static Target over(
      HostGroup group, Map<String, String> further, @Nullable Accelerators accelerators) {
    Map<String, String> settings = MachineSettings.standing(group);
    settings.putAll(further);
    return of(settings, accelerators);
  }

  /** A target whose machines Terraform makes in a group; further settings replace these. */
  static Target makingIn(HostGroup group, Path folder, Map<String, String> further) {
    Map<String, String> settings = MachineSettings.made(group, folder);
    settings.putAll(further);
    return of(settings);
  }

  /** The first attempt at a job of its own. */
  static AttemptId attempt(String name) {
    return new AttemptId(new JobId(name + '-' + UUID.randomUUID().toString().substring(0, 8)), 1);
  }
}
