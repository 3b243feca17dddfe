package dev.berth.targets.vm.making;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Resources;
import dev.berth.targets.api.Target;
import dev.berth.targets.vm.machines.Labels;
import dev.berth.targets.vm.machines.MachineWish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A target whose machines are made on that server.
 *
 * @param address the server's
 * @param folder for all that the tests write
 */
record Ec2Pool(String address, Path folder) {

  static final String TARGET = "pool";

  static Ec2Pool on(Moto moto, Path folder) {
    moto.providers(folder);
    try {
      Files.writeString(folder.resolve("key.pub"), "ssh-ed25519 AAAAB berth\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Ec2Pool(moto.address(), folder);
  }

  Target target(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("terraform", "ec2");
    settings.put("terraform-folder", folder.resolve("work").toString());
    settings.put("terraform-inputs", "image=ami-12c6146b");
    settings.put("terraform-provider-file", folder.resolve("moto.tf").toString());
    settings.put("terraform-mirror", Moto.mirror().toString());
    settings.put("berth-addresses", "10.0.0.1/32");
    settings.put("key", folder.resolve("key").toString());
    settings.put("settle", "PT4S");
    settings.putAll(more);
    return TestSettings.target(settings);
  }

  /** Machines there have no sshd: they count as arrived. */
  MadeMachines open(Map<String, String> more) {
    Target target = target(more);
    return new MadeMachines(
        target, TestSettings.of(target), 30, Clock.systemUTC(), _ -> Optional.empty());
  }

  MadeMachines open() {
    return open(Map.of());
  }

  static MachineWish wish(AttemptId attempt, int workers, boolean preemptible) {
    return new MachineWish(
        workers,
        new Resources(1, 1_024, null),
        preemptible,
        Duration.ofHours(1),
        Map.of(
            Labels.JOB,
            attempt.job().value(),
            Labels.ATTEMPT,
            attempt.toString(),
            Labels.TARGET,
            TARGET,
            Labels.OWNER,
            "vision"));
  }
}
