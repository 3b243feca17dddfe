package dev.berth.targets.vm;

import dev.berth.contracts.JobRuntime;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.ssh.Said;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.power.PowerCheck;
import dev.berth.targets.vm.power.PowerProgram;
import dev.berth.targets.vm.power.PowerStatus;
import dev.berth.targets.vm.remote.Answer;
import dev.berth.targets.vm.remote.Everywhere;
import dev.berth.targets.vm.remote.Facts;
import dev.berth.targets.vm.remote.Shells;
import dev.berth.targets.vm.settingup.SetUpChecks;
import dev.berth.targets.vm.standing.Inventory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Looks step by step whether a target's hosts can be reached and have what attempts need there. */
final class VmChecks {

  private static final String NEEDED =
      "flock setsid base64 awk sed grep find head tail cmp date mkdir sort cut";

  private static final long LEAST_FREE_KIB = 100 << 10;

  private final Target target;
  private final VmSettings settings;
  private final Inventory inventory;
  private final @Nullable PowerStatus power;
  private final Shells shells;

  VmChecks(
      Target target,
      VmSettings settings,
      Inventory inventory,
      @Nullable PowerStatus power,
      Shells shells) {
    this.target = target;
    this.settings = settings;
    this.inventory = inventory;
    this.power = power;
    this.shells = shells;
  }

  void tell(Consumer<Check> told) {
    Everywhere<Facts> looks = new Everywhere<>(this::look, patience());
    Map<Machine, Answer<Facts>> answers;
    try {
      answers = looks.answers(inventory.hosts());
    } catch (TargetTroubleException e) {
      told.accept(new Check("hosts", new Failed(String.valueOf(e.getMessage()), "run it again")));
      return;
    }
    Map<Machine, Facts> heard = new LinkedHashMap<>();
    List<String> silent = new ArrayList<>();
    answers.forEach((host, answer) -> {
      switch (answer) {
        case Answer.Heard<Facts>(Facts said) -> heard.put(host, said);
        case Answer.Silent<Facts>(String why) -> silent.add(why);
      }
    });
    told.accept(new Check("hosts", hosts(heard, silent)));
    told.accept(new Check("programs", heard.isEmpty() ? unseen() : programs(heard)));
    told.accept(new Check("disk", heard.isEmpty() ? unseen() : disk(heard)));
    told.accept(new Check("containers", heard.isEmpty() ? unseen() : containers(heard)));
    told.accept(new Check("ray", heard.isEmpty() ? unseen() : ray(heard)));
    told.accept(new Check("size", heard.isEmpty() ? unseen() : size(heard)));
    told.accept(new Check("power", power(heard.keySet())));
    told.accept(new Check("set-up", SetUpChecks.outcome(settings.setUp(), heard)));
  }

  private Facts look(Machine host) throws TargetTroubleException {
    Said.Done done =
        shells.ask(
            host,
            """
            for one in %s; do command -v "$one" >/dev/null || printf 'missing\\t%%s\\n' "$one"; done
            df -Pk "$berth" | awk 'NR == 2 { printf "free\\t%%d\\n", $4 }'
            command -v %s >/dev/null && printf 'engine\\tyes\\n'
            printf 'cores\\t%%s\\n' "$(getconf _NPROCESSORS_ONLN)"
            awk '/^MemTotal:/ { printf "memory\\t%%d\\n", $2 / 1024 }' /proc/meminfo
            """
                    .formatted(NEEDED, settings.run().engine())
                + (runs(JobRuntime.RAY) ? RayCheck.look(settings.run().ray()) : "")
                + SetUpChecks.look(settings.setUp()));
    return Facts.of(done.text());
  }

  private CheckOutcome hosts(Map<Machine, ?> heard, List<String> silent) {
    int all = inventory.hosts().size();
    return silent.isEmpty()
        ? new Passed("all of %d hosts answer".formatted(all))
        : new Failed(
            "%d of %d hosts do not answer: %s"
                .formatted(all - heard.size(), all, String.join("; ", silent)),
            "run ssh to them by hand until it asks nothing; a host that is no more is to be taken out of the target's entry");
  }

  private static CheckOutcome programs(Map<Machine, Facts> heard) {
    List<String> missing = new ArrayList<>();
    heard.forEach((host, said) -> {
      if (said.has("missing")) {
        missing.add(host.name() + ": " + String.join(", ", said.all("missing")));
      }
    });
    return missing.isEmpty()
        ? new Passed("every host has what Berth runs there")
        : new Failed(
            "programs are missing: " + String.join("; ", missing),
            "install util-linux, coreutils, findutils, diffutils and awk there");
  }

  private CheckOutcome disk(Map<Machine, Facts> heard) {
    List<String> full =
        heard.entrySet().stream()
            .filter(one -> one.getValue().number("free") < LEAST_FREE_KIB)
            .map(one ->
                "%s has %d KiB".formatted(one.getKey().name(), one.getValue().number("free")))
            .toList();
    return full.isEmpty()
        ? new Passed("%s has room on every host".formatted(settings.access().folder()))
        : new Failed(
            "hardly any room is left in %s: %s"
                .formatted(settings.access().folder(), String.join("; ", full)),
            "make room there, or name another folder by scratch");
  }

  private CheckOutcome containers(Map<Machine, Facts> heard) {
    if (!runs(JobRuntime.CONTAINER)) {
      return new Skipped("the target does not run containers");
    }
    List<String> without =
        heard.entrySet().stream()
            .filter(one -> !one.getValue().has("engine"))
            .map(one -> one.getKey().name())
            .toList();
    return without.isEmpty()
        ? new Passed("every host has " + settings.run().engine())
        : new Failed(
            "%s is missing on %s".formatted(settings.run().engine(), String.join(", ", without)),
            "install it, name the other by container-engine, or leave container out of the target's runtimes");
  }

  private CheckOutcome ray(Map<Machine, Facts> heard) {
    return runs(JobRuntime.RAY)
        ? RayCheck.outcome(heard)
        : new Skipped("the target does not run Ray");
  }

  private boolean runs(JobRuntime runtime) {
    return target.runtimes().contains(runtime);
  }

  private CheckOutcome size(Map<Machine, Facts> heard) {
    List<String> small = new ArrayList<>();
    heard.forEach((host, said) -> {
      double cpus = inventory.cpus(host);
      long memory = inventory.memoryMiB(host);
      if (said.number("cores") < cpus || said.number("memory") < memory) {
        small.add(
            "%s has %d cores and %d MiB, and the fleet file says %s and %d"
                .formatted(host.name(), said.number("cores"), said.number("memory"), cpus, memory));
      }
    });
    return small.isEmpty()
        ? new Passed("every host has the cores and memory that the fleet file says")
        : new Failed(String.join("; ", small), "mend nodes in the target's entry");
  }

  private CheckOutcome power(Set<Machine> answering) {
    return power == null
        ? new Skipped(
            "nobody is asked about hosts that are silent: a person must take one that is no more out of the target's entry")
        : new PowerCheck(new PowerProgram(power, settings.access().timeout())::ask, patience())
            .outcome(inventory.hosts(), answering);
  }

  /** Enough to connect, and to be answered. */
  private Duration patience() {
    return settings.access().timeout().multipliedBy(2);
  }

  private static CheckOutcome unseen() {
    return new Skipped("no host answers");
  }
}
