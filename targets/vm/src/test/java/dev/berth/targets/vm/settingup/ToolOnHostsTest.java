package dev.berth.targets.vm.settingup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.vm.machines.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolOnHostsTest {

  private static final ToolOnHosts PUPPET =
      new ToolOnHosts("Puppet", "command -v puppet", true, "install puppet-agent there");

  private static final Map<String, List<String>> WELL = Map.of("set-up", List.of("7.23.0"));

  /** Of h1, h2 and so on. */
  @SafeVarargs
  private static CheckOutcome of(Map<String, List<String>>... said) {
    Map<Machine, Map<String, List<String>>> heard = new LinkedHashMap<>();
    for (Map<String, List<String>> one : said) {
      String name = "h" + (heard.size() + 1);
      heard.put(new Machine(name, name, null, null, null, null), one);
    }
    return PUPPET.outcome(heard);
  }

  @Test
  void tellsWhichVersionIsWhere() {
    Map<String, List<String>> newer = Map.of("set-up", List.of("8.4.0"));

    assertThat(of(WELL, WELL)).isEqualTo(new Passed("Puppet: 7.23.0 on h1, h2"));
    assertThat(of(WELL, newer, WELL))
        .isEqualTo(new Passed("Puppet: 7.23.0 on h1, h3; 8.4.0 on h2"));
  }

  @Test
  void namesTheHostsThatHaveNone() {
    assertThat(of(Map.of(), WELL, Map.of()))
        .isEqualTo(new Failed("there is no Puppet on h1, h3", "install puppet-agent there"));
  }

  @Test
  void saysWhatAToolThatCannotBeRunSays() {
    assertThat(of(WELL, Map.of("set-up-broken", List.of("no ruby"))))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo("Puppet cannot be run: h2: no ruby"));
  }

  @Test
  void namesTheHostsWhereItMayNotBeRoot() {
    assertThat(of(WELL, Map.of("set-up", List.of("7.23.0"), "set-up-root", List.of("no"))))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.reason()).endsWith("asks for a password on h2");
              assertThat(failed.remedy()).contains("NOPASSWD");
            });
  }
}
