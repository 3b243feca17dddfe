package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.vm.machines.Acquisition;
import dev.berth.targets.vm.machines.Held;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Labels;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.Seal;
import dev.berth.targets.vm.machines.Standing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Terraform and its real plug-in against a server that speaks EC2's protocol. */
class MadeMachinesE2E {

  @TempDir private static Path folder;
  private static Moto moto;
  private static Ec2Pool pool;

  @BeforeAll
  static void start() {
    moto = Moto.start("made");
    pool = Ec2Pool.on(moto, folder);
  }

  @AfterAll
  static void stop() {
    moto.close();
  }

  @Test
  void makesFindsAndDestroysTheMachinesOfAnAttempt() throws Exception {
    AttemptId attempt = AttemptId.parse("train-1");
    try (MadeMachines machines = pool.open();
        MadeMachines elsewhere = pool.open(Map.of("terraform-folder", folder + "/elsewhere"))) {
      Acquisition made = machines.acquire(attempt, Ec2Pool.wish(attempt, 2, false));

      List<Machine> acquired = ((Acquisition.Acquired) made).machines();
      assertThat(acquired).extracting(Machine::name).containsExactly("train-1-0", "train-1-1");
      assertThat(acquired)
          .extracting(Machine::hostKey)
          .allMatch(key -> key.startsWith("ssh-ed25519 A"));
      assertThat(acquired).extracting(Machine::providerId).hasSameElementsAs(moto.running());
      assertThat(machines.acquire(attempt, Ec2Pool.wish(attempt, 2, false))).isEqualTo(made);
      assertThat(moto.running()).hasSize(2);

      Holding seen = elsewhere.holdings().getFirst();
      assertThat(seen.attempt()).isEqualTo(attempt);
      assertThat(seen.complete()).isTrue();
      assertThat(seen.labels()).containsEntry(Labels.OWNER, "vision");
      assertThat(seen.machines()).extracting(Held::machine).isEqualTo(acquired);
      assertThat(elsewhere.capacity().cpusFree()).isEqualTo(196);

      moto.terminate(String.valueOf(acquired.getLast().providerId()));
      Holding after = elsewhere.holdings().getFirst();
      assertThat(after.complete()).isTrue();
      assertThat(after.machines().getFirst().standing()).isEqualTo(new Standing.Up());
      assertThat(after.machines().getLast().machine().name()).isEqualTo("train-1-1");
      assertThat(after.machines().getLast().standing())
          .isEqualTo(new Standing.Over("the provider calls it terminated"));

      Seal seal = machines.seal(attempt);
      assertThat(seal.holding()).map(Holding::attempt).contains(attempt);
      assertThat(seal.giveBack())
          .isInstanceOfSatisfying(
              ReleaseOutcome.Released.class,
              released -> assertThat(released.evidence()).contains("its 2 machines had cost 0.0"));
      assertThat(moto.running()).isEmpty();
      assertThat(moto.groups()).isEmpty();
      assertThat(elsewhere.holdings()).isEmpty();
      assertThat(machines.seal(attempt).giveBack()).isInstanceOf(ReleaseOutcome.Released.class);
      assertThat(machines.acquire(attempt, Ec2Pool.wish(attempt, 2, false)))
          .isEqualTo(
              new Acquisition.Refused(
                  FailureCategory.INFRASTRUCTURE, "attempt train-1 was released before"));
    }
    try (Stream<Path> left = Files.walk(folder.resolve("work"))) {
      assertThat(left.map(file -> file.toString()))
          .as("of an attempt that is released only its tombstone is left")
          .filteredOn(file -> file.contains("train-1"))
          .containsExactly(folder + "/work/tombstones/train-1");
    }
  }

  @Test
  void makesSpotMachinesThatAreKnownByTheirTags() throws Exception {
    AttemptId attempt = AttemptId.parse("spot-1");
    try (MadeMachines machines = pool.open()) {
      Acquisition made = machines.acquire(attempt, Ec2Pool.wish(attempt, 1, true));

      assertThat(((Acquisition.Acquired) made).machines())
          .extracting(Machine::name)
          .containsExactly("spot-1-0");
      assertThat(machines.seal(attempt).giveBack()).isInstanceOf(ReleaseOutcome.Released.class);
      assertThat(moto.groups()).doesNotContain("berth/pool/spot-1");
    }
  }

  @Test
  void refusesAnImageThatIsNotThereAndLeavesNothing() throws Exception {
    AttemptId attempt = AttemptId.parse("wrong-1");
    try (MadeMachines machines = pool.open(Map.of("terraform-inputs", "image=ami-00000bad"))) {
      Acquisition made = machines.acquire(attempt, Ec2Pool.wish(attempt, 1, false));

      Acquisition.Refused refused = (Acquisition.Refused) made;
      assertThat(refused.category()).isEqualTo(FailureCategory.CONFIGURATION);
      assertThat(refused.reason()).contains("ami-00000bad");
      assertThat(moto.groups()).doesNotContain("berth/pool/wrong-1");
      assertThat(machines.seal(attempt).giveBack()).isInstanceOf(ReleaseOutcome.Released.class);
    }
  }

  @Test
  void adoptsWhatWasMadeThoughTheFolderIsLost() throws Exception {
    AttemptId attempt = AttemptId.parse("lost-1");
    Acquisition made;
    try (MadeMachines machines = pool.open()) {
      made = machines.acquire(attempt, Ec2Pool.wish(attempt, 1, false));
    }
    try (MadeMachines other = pool.open(Map.of("terraform-folder", folder + "/other"))) {
      assertThat(other.acquire(attempt, Ec2Pool.wish(attempt, 1, false))).isEqualTo(made);
      assertThat(other.seal(attempt).giveBack()).isInstanceOf(ReleaseOutcome.Released.class);
      assertThat(moto.groups()).doesNotContain("berth/pool/lost-1");
    }
    try (MadeMachines machines = pool.open()) {
      assertThat(machines.seal(attempt).giveBack()).isInstanceOf(ReleaseOutcome.Released.class);
    }
  }
}
