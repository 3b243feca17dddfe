package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Target;
import dev.berth.targets.vm.machines.Acquisition;
import dev.berth.targets.vm.machines.Holding;
import dev.berth.targets.vm.machines.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * OpenTofu in Terraform's place; left out where it was not built ({@code plugins install
 * opentofu}).
 */
class OpenTofuE2E {

  @TempDir private Path folder;

  @Test
  void makesFindsAdoptsAndDestroysMachines() throws Exception {
    Path tofu = Moto.tofu();
    assumeTrue(Files.isExecutable(tofu), "OpenTofu was not built");
    AttemptId attempt = AttemptId.parse("train-1");
    try (Moto moto = Moto.start("tofu")) {
      Ec2Pool pool = Ec2Pool.on(moto, folder);
      Map<String, String> settings =
          Map.of(
              "terraform-program", tofu.toString(),
              "terraform-mirror", tofu.resolveSibling("mirror").toString());
      try (MadeMachines machines = pool.open(settings);
          MadeMachines elsewhere =
              pool.open(with(settings, "terraform-folder", folder + "/elsewhere"))) {
        Acquisition made = machines.acquire(attempt, Ec2Pool.wish(attempt, 2, false));

        assertThat(((Acquisition.Acquired) made).machines())
            .extracting(Machine::providerId)
            .hasSameElementsAs(moto.running());
        assertThat(elsewhere.holdings()).extracting(Holding::attempt).containsExactly(attempt);
        // Its folder is not there: the machines are taken in by their marks.
        assertThat(elsewhere.acquire(attempt, Ec2Pool.wish(attempt, 2, false))).isEqualTo(made);
        assertThat(elsewhere.seal(attempt).giveBack())
            .isInstanceOfSatisfying(
                ReleaseOutcome.Released.class,
                released -> assertThat(released.evidence()).contains("2 machines had cost 0.0"));
        assertThat(moto.running()).isEmpty();
        assertThat(moto.groups()).isEmpty();
      }
      Target target = pool.target(settings);
      Map<String, CheckOutcome> said = new TreeMap<>();
      new MakingChecks(target, TestSettings.of(target), Clock.systemUTC())
          .tell(check -> said.put(check.name(), check.outcome()));
      for (String name : new String[] {"terraform", "plug-ins", "modules", "looking", "plan"}) {
        assertThat(said.get(name)).as(name).isInstanceOf(CheckOutcome.Passed.class);
      }
    }
  }

  private static Map<String, String> with(Map<String, String> settings, String name, String value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(name, value);
    return more;
  }
}
