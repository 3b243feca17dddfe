package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.ssh.live.HostGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code targets check} says of the set-up of hosts that stand: two, for a user with sudo. */
class SetUpChecksE2E {

  @SuppressWarnings("NullAway.Init")
  private static HostGroup hosts;

  @BeforeAll
  static void start() {
    hosts = HostGroup.start("ready", 2);
  }

  @AfterAll
  static void stop() {
    hosts.close();
  }

  private static CheckOutcome checked(String tool, String user) {
    List<Check> told = new ArrayList<>();
    new VmDriverProvider()
        .check(
            HostTarget.over(hosts, Map.of("set-up", tool, "user", user, "timeout", "PT20S")),
            told::add);
    return told.stream()
        .filter(one -> one.name().equals("set-up"))
        .map(Check::outcome)
        .findFirst()
        .orElseThrow();
  }

  private static String failed(String tool, String user) {
    return ((Failed) checked(tool, user)).reason();
  }

  @Test
  void findsPuppetWhereItIsAndNamesTheHostWhereItIsNot() {
    assertThat(checked("puppet", "admin"))
        .isInstanceOfSatisfying(
            Passed.class,
            passed -> assertThat(passed.found()).matches("Puppet: \\d+\\.\\d+\\.\\d+ on h1, h2"));

    String away = hosts.on("h2", "command -v puppet").strip();
    hosts.on("h2", "mv %s %1$s.away".formatted(away));
    try {
      assertThat(failed("puppet", "admin")).isEqualTo("there is no Puppet on h2");
    } finally {
      hosts.on("h2", "mv %s.away %1$s".formatted(away));
    }
  }

  @Test
  void namesTheHostWhereSudoAsksForAPassword() {
    hosts.on("h1", "mv /etc/sudoers.d /etc/sudoers.away");
    try {
      assertThat(failed("puppet", "admin")).endsWith("asks for a password on h1");
      assertThat(checked("puppet", "root")).isInstanceOf(Passed.class);
    } finally {
      hosts.on("h1", "mv /etc/sudoers.away /etc/sudoers.d");
    }
  }

  @Test
  void namesTheHostsWithoutAChefClient() {
    assertThat(failed("chef", "admin")).isEqualTo("there is no client of Chef or Cinc on h1, h2");
  }

  @Test
  void findsAnsibleHere() {
    assertThat(checked("ansible", "admin"))
        .isInstanceOfSatisfying(
            Passed.class,
            passed ->
                assertThat(passed.found())
                    .matches("ansible.* with the role that comes with Berth"));
  }
}
