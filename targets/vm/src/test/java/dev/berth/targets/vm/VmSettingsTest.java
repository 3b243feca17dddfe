package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.targets.api.Target;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.settingup.SetUpSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VmSettingsTest {

  @Test
  void hostsAreEnough() {
    VmSettings settings =
        VmSettings.read(HostTarget.of(Map.of("hosts", "h1=10.0.0.1, h2=node-2.example.com:2222")));

    assertThat(settings.origin().hosts())
        .containsExactly(
            new Machine("h1", "10.0.0.1", null, null, null, null),
            new Machine("h2", "node-2.example.com", 2222, null, null, null));
    assertThat(settings.access().folder()).isEqualTo(".berth/yard");
  }

  @Test
  void anInventoryMayPinHostKeys(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("hosts"),
            "# ours\n\nh1=10.0.0.1 ssh-ed25519 AAAAC3Nz # first\nh2=10.0.0.2\n");

    assertThat(
            VmSettings.read(HostTarget.of(Map.of("inventory", file.toString()))).origin().hosts())
        .containsExactly(
            new Machine("h1", "10.0.0.1", null, null, "ssh-ed25519 AAAAC3Nz", null),
            new Machine("h2", "10.0.0.2", null, null, null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hosts|h1|hosts 'h1' is not NAME=ADDRESS",
        "hosts|h1=-oProxyCommand=x|is not NAME=ADDRESS",
        "hosts|h1=a:99999|has a port that is none",
        "hosts|h1=a,h1=b|names a host twice",
        "scratch|/a b|scratch '/a b' is not a plain path",
        "notices|moon|notices 'moon' is none of",
        "notice-signal|9|notice-signal '9' is not a signal's name",
        "container-engine|runc|container-engine 'runc' is neither",
        "workdir|here|workdir 'here' is not an absolute path",
        "checkpoints|here|checkpoints 'here' is neither",
        "grace|soon|grace 'soon' is not an ISO 8601 duration",
        "hosts|h1=a,,h2|is not NAME=ADDRESS",
        "set-up|magic|set-up 'magic' is none of",
        "terraform|ec2|terraform 'ec2' and hosts or inventory exclude each other",
        "hostz|x|hostz is not known",
        "power-status|virsh domstate h1|power-status 'virsh domstate h1' has neither {name} nor {address}",
        "power-status|virsh domstate {name}|power-status-off is missing",
        "power-status-off|off|power-status-off 'off' is of no use without power-status",
        "power-status-for|PT2M|power-status-for 'PT2M' is of no use without power-status"
      })
  void whatIsWrongIsNamed(String name, String value, String problem) {
    Map<String, String> settings = new TreeMap<>(Map.of("hosts", "h1=a"));
    settings.put(name, value);

    assertThatThrownBy(() -> VmSettings.read(HostTarget.of(settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("target 'yard': driver.settings." + name)
        .hasMessageContaining(problem);
  }

  @Test
  void somebodyMayBeAskedAboutTheirPower() {
    VmSettings settings =
        VmSettings.read(
            HostTarget.of(
                Map.of(
                    "hosts", "h1=10.0.0.1",
                    "power-status", "ipmitool  -H {name}-bmc.example.com chassis power status",
                    "power-status-off", "Chassis Power is off")));

    assertThat(((Origin.Standing) settings.origin()).power())
        .satisfies(power -> {
          assertThat(power.words())
              .containsExactly(
                  "ipmitool", "-H", "{name}-bmc.example.com", "chassis", "power", "status");
          assertThat(power.off().pattern()).isEqualTo("Chassis Power is off");
          assertThat(power.least()).isEqualTo(Duration.ofMinutes(2));
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "power-status-off|(off|power-status-off '(off' is not a regular expression",
        "power-status-off|(off)?|power-status-off '(off)?' matches an empty answer",
        "power-status-for|PT4S|power-status-for 'PT4S' is not within PT5S..PT24H",
        "power-status-for|PT25H|power-status-for 'PT25H' is not within PT5S..PT24H",
        "power-status-for|soon|power-status-for 'soon' is not an ISO 8601 duration"
      })
  void whatIsWrongAboutTheirPowerIsNamed(String name, String value, String problem) {
    Map<String, String> settings =
        new TreeMap<>(
            Map.of("hosts", "h1=a", "power-status", "power {name}", "power-status-off", "off"));
    settings.put(name, value);

    assertThatThrownBy(() -> VmSettings.read(HostTarget.of(settings)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("target 'yard': driver.settings." + problem);
  }

  @Test
  void ofMachinesThatAreMadeTheirProviderIsAsked() {
    assertThatThrownBy(() ->
            VmSettings.read(
                made(Map.of("power-status", "power {name}", "power-status-off", "off"))))
        .hasMessageContaining("power-status 'power {name}' is for hosts that stand");
  }

  private static Target made(Map<String, String> further) {
    Map<String, String> settings =
        new TreeMap<>(
            Map.of(
                "terraform", "ec2",
                "terraform-folder", "/var/lib/berth/vm",
                "berth-addresses", "10.0.0.0/8",
                "key", "/etc/berth/key"));
    settings.putAll(further);
    return HostTarget.of(settings);
  }

  @Test
  void machinesMayBeMadeInstead() {
    VmSettings settings = VmSettings.read(made(Map.of("set-up", "puppet")));

    assertThat(settings.origin()).isInstanceOf(Origin.Made.class);
    assertThat(settings.setUp().tool()).isEqualTo(SetUpSettings.Tool.PUPPET);
  }

  @Test
  void withoutHostsThereIsNoTarget() {
    assertThatThrownBy(() -> VmSettings.read(HostTarget.of(Map.of())))
        .hasMessageContaining("hosts is missing");
  }
}
