package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Target;
import dev.berth.targets.vm.machines.Acquisition;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Labels;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real plug-in for Azure against a server that answers as the resource manager's API does. */
class AzureE2E {

  @TempDir private static Path folder;
  private static Azure azure;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(Moto.has("azurerm"), "azurerm was not built");
    azure = Azure.start(folder);
  }

  @AfterAll
  static void stop() {
    if (azure != null) {
      azure.close();
    }
  }

  @Test
  void makesFindsAndDestroysTheMachinesOfAnAttempt() throws Exception {
    AttemptId attempt = AttemptId.parse("train-1");
    try (MadeMachines machines = azure.open("work", "right");
        MadeMachines elsewhere = azure.open("elsewhere", "right")) {
      Acquisition made = machines.acquire(attempt, Ec2Pool.wish(attempt, 2, false));

      List<Machine> acquired = ((Acquisition.Acquired) made).machines();
      assertThat(acquired).extracting(Machine::name).containsExactly("train-1-0", "train-1-1");
      assertThat(acquired)
          .allMatch(machine -> machine.address().startsWith("203.0.113."))
          .allMatch(machine -> String.valueOf(machine.hostKey()).startsWith("ssh-ed25519 A"));
      assertThat(of("train-1"))
          .containsExactlyInAnyOrder(
              "networkSecurityGroups/berth-train-1",
              "networkInterfaces/train-1-0",
              "networkInterfaces/train-1-1",
              "publicIPAddresses/train-1-0",
              "publicIPAddresses/train-1-1",
              "virtualMachines/train-1-0",
              "virtualMachines/train-1-1",
              "disks/train-1-0_disk",
              "disks/train-1-1_disk");

      Holding seen = elsewhere.holdings().getFirst();
      assertThat(seen.attempt()).isEqualTo(attempt);
      assertThat(seen.complete()).isTrue();
      assertThat(seen.labels()).containsEntry(Labels.OWNER, "vision");
      assertThat(seen.machines()).extracting(Held::machine).isEqualTo(acquired);
      assertThat(seen.machines()).extracting(Held::standing).containsOnly(new Standing.Up());

      assertThat(machines.seal(attempt).giveBack()).isInstanceOf(ReleaseOutcome.Released.class);
      assertThat(of("train-1")).isEmpty();
      assertThat(elsewhere.holdings()).isEmpty();
    }
  }

  /** Nothing of the state that made them is left: they are imported, and destroyed with that. */
  @Test
  void takesInAndDestroysWhatNoStateKnows() throws Exception {
    AttemptId attempt = AttemptId.parse("stray-1");
    try (MadeMachines machines = azure.open("lost", "right")) {
      machines.acquire(attempt, Ec2Pool.wish(attempt, 1, true));
    }
    assertThat(of("stray-1")).hasSize(5);

    try (MadeMachines other = azure.open("other", "right")) {
      assertThat(other.seal(attempt).giveBack()).isInstanceOf(ReleaseOutcome.Released.class);
    }

    assertThat(of("stray-1")).isEmpty();
    assertThat(Files.exists(folder.resolve("other/strays/stray-1"))).isFalse();
  }

  @Test
  void checksTellWhoBerthIsThereAndThatAnotherIsNotLetIn() throws Exception {
    Map<String, CheckOutcome> said = checked("right");
    assertThat(said.get("credentials"))
        .isEqualTo(
            new CheckOutcome.Passed(
                "Berth is client 22222222-2222-2222-2222-222222222222, resource group berth in westeurope"));
    assertThat(said.get("looking")).isInstanceOf(CheckOutcome.Passed.class);
    assertThat(said.get("plan")).isInstanceOf(CheckOutcome.Passed.class);

    Map<String, CheckOutcome> stranger = checked("wrong");
    assertThat(String.valueOf(stranger.get("credentials"))).contains("Invalid client secret");
  }

  private static Map<String, CheckOutcome> checked(String secret) throws Exception {
    Target target = azure.target("checks", secret);
    Map<String, CheckOutcome> said = new TreeMap<>();
    new MakingChecks(target, TestSettings.of(target), Clock.systemUTC())
        .tell(check -> said.put(check.name(), check.outcome()));
    return said;
  }

  private static List<String> of(String attempt) throws Exception {
    return azure.things().stream().filter(thing -> thing.contains(attempt)).toList();
  }
}
