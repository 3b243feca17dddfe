package dev.berth.targets.vm.settingup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolOnHostsTest {

  private static final ToolOnHosts PUPPET =
      new ToolOnHosts("Puppet", "command -v puppet", true, "install puppet-agent there");

  private static final String WELL = "set-up\t7.23.0\n";

  /** By what h1, h2 and so on have printed. */
  private static CheckOutcome of(String... printed) {
    Map<Machine, Facts> heard = new LinkedHashMap<>();
    for (String one : printed) {
      String name = "h" + (heard.size() + 1);
      heard.put(new Machine(name, name, null, null, null, null), Facts.of(one));
    }
    return PUPPET.outcome(heard);
  }

  @Test
  void tellsWhichVersionIsWhere() {
    assertThat(of(WELL, WELL)).isEqualTo(new Passed("Puppet: 7.23.0 on h1, h2"));
    assertThat(of(WELL, "set-up\t8.4.0\n", WELL))
        .isEqualTo(new Passed("Puppet: 7.23.0 on h1, h3; 8.4.0 on h2"));
  }

  @Test
  void namesTheHostsThatHaveNone() {
    assertThat(of("", WELL, ""))
        .isEqualTo(new Failed("there is no Puppet on h1, h3", "install puppet-agent there"));
  }

  @Test
  void saysWhatAToolThatCannotBeRunSays() {
    assertThat(of(WELL, "set-up-broken\tno ruby\n"))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo("Puppet cannot be run: h2: no ruby"));
  }

  @Test
  void namesTheHostsWhereItMayNotBeRoot() {
    assertThat(of(WELL, "set-up-root\tno\n" + WELL))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reason()).endsWith("asks for a password on h2");
              assertThat(failed.remedy()).contains("NOPASSWD");
            });
  }
}
