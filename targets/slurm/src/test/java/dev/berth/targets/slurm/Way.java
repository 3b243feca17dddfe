package dev.berth.targets.slurm;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobId;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.Drivers;
import dev.berth.targets.api.Target;
import dev.berth.targets.slurm.live.Access;
import dev.berth.targets.slurm.live.SlurmCluster;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The ways to a cluster that a driver must answer alike on. */
enum Way {
  /** Its commands on a login node. */
  SSH,
  /** slurmrestd, and ssh for files. */
  REST,
  /** slurmrestd and nothing else: no logs, no exit records. */
  REST_ALONE;

  boolean hasFiles() {
    return this != REST_ALONE;
  }

  /** A name that no other test has used. */
  static AttemptId attempt(String job) {
    return new AttemptId(new JobId(job + '-' + UUID.randomUUID().toString().substring(0, 8)), 1);
  }

  Target target(SlurmCluster cluster, Path scratch, Path folder, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("scratch", scratch.toString());
    all.put("poll-interval", "PT1S");
    all.put("timeout", "PT20S");
    all.put("settle", "PT3S");
    all.put("node-death-after", "PT10M");
    all.putAll(settings);
    Target target = (this == SSH ? Access.SSH : Access.REST).read(cluster, folder, all);
    if (hasFiles()) {
      return target;
    }
    Map<String, String> alone = new HashMap<>(target.driver().settings());
    alone.keySet().removeAll(java.util.Set.of("host", "ssh-config"));
    return new Target(
        target.id(),
        target.model(),
        target.dialect(),
        new dev.berth.targets.api.DriverSettings(target.driver().kind(), alone),
        target.runtimes(),
        target.nodes(),
        target.interconnects(),
        target.locations(),
        target.compliance(),
        target.maximumAttempts());
  }

  static Driver open(Target target) {
    return Drivers.onClassPath().open(target);
  }
}
