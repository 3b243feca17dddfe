package dev.berth.targets.vm.settingup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.ssh.Host;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.vm.machines.Machine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real Ansible and real Puppet on real hosts, as a user who may use sudo. */
class SetUpE2E {

  private static final AttemptId ATTEMPT = AttemptId.parse("train-1");
  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final Map<String, String> SAID =
      Map.of("berth_user", "runner", "berth_folder", "/srv/berth", "berth_venv", "/opt/made/venv");

  @TempDir private Path folder;
  private HostGroup group;
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void start() {
    group = HostGroup.start("setup", 2);
  }

  @AfterEach
  void stop() {
    group.close();
  }

  @Test
  void ansibleMakesHostsReadyOnce() throws Exception {
    SetUp ansible = new Ansible(this::way, "ansible-playbook", null, SAID, TIMEOUT);

    assertThat(ansible.apply(ATTEMPT, machines(), told::add))
        .as("%s", told)
        .isEqualTo(new SetUpOutcome.Ready());
    assertReady();
    told.clear();
    assertThat(ansible.apply(ATTEMPT, machines(), told::add)).isEqualTo(new SetUpOutcome.Ready());
    assertThat(told).filteredOn(line -> line.contains("changed=0")).hasSize(2);
  }

  @Test
  void puppetMakesHostsReadyOnce() throws Exception {
    SetUp puppet = new Puppet(this::way, null, SAID, TIMEOUT);

    assertThat(puppet.apply(ATTEMPT, machines(), told::add))
        .as("%s", told)
        .isEqualTo(new SetUpOutcome.Ready());
    assertReady();
    told.clear();
    assertThat(puppet.apply(ATTEMPT, machines(), told::add)).isEqualTo(new SetUpOutcome.Ready());
    assertThat(told).noneMatch(line -> line.contains("/Stage[main]"));
    assertThat(group.on("h1", "ls /tmp")).doesNotContain("berth-set-up");
  }

  @Test
  void whatFailsIsBlamedByWhatItSays() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.pp"), "exec { '/bin/false': }\n");
    Path wrong = Files.writeString(folder.resolve("wrong.pp"), "exec { '/bin/false'\n");
    Path full =
        Files.writeString(
            folder.resolve("full.yml"),
            """
            - hosts: all
              gather_facts: false
              tasks:
                - ansible.builtin.raw: head -c 4M /dev/zero >/mnt/small/zeros
            """);

    assertThat(failed(new Puppet(this::way, bad, Map.of(), TIMEOUT)).category())
        .isEqualTo(FailureCategory.CONFIGURATION);
    assertThat(failed(new Puppet(this::way, wrong, Map.of(), TIMEOUT)).reason())
        .contains("does not compile");
    SetUpOutcome.Failed noRoom =
        failed(new Ansible(this::rootWay, "ansible-playbook", full, Map.of(), TIMEOUT));
    assertThat(noRoom.category()).isEqualTo(FailureCategory.INFRASTRUCTURE);
    assertThat(noRoom.tail()).contains("No space left on device");
  }

  @Test
  void aMachineThatDoesNotAnswerIsTroubleOutside() {
    group.kill("h2");

    assertThatThrownBy(() ->
            new Ansible(this::way, "ansible-playbook", null, SAID, TIMEOUT)
                .apply(ATTEMPT, machines(), told::add))
        .isInstanceOf(TargetTroubleException.class)
        .hasMessageContaining("h2");
  }

  @Test
  void theCookbookIsRuby() throws Exception {
    Path cookbook = Path.of("src/main/resources/dev/berth/targets/vm/setup/chef/cookbooks/berth");
    try (Stream<Path> files = Files.walk(cookbook)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".rb")).toList()) {
        Process ruby = new ProcessBuilder("ruby", "-wc", file.toString()).inheritIO().start();
        assertThat(ruby.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ruby.exitValue()).as(file.toString()).isZero();
      }
    }
  }

  /**
   * By Ruby itself, with the recipe's language as far as it is spoken there: no Chef is to be had.
   */
  @Test
  void theRecipeAsksForWhatItIsTold() throws Exception {
    Process ruby =
        new ProcessBuilder(
                "ruby",
                "src/test/resources/chef/evaluate.rb",
                "src/main/resources/dev/berth/targets/vm/setup/chef/cookbooks/berth",
                "ray=2.49.0",
                "container=true",
                "user=runner")
            .redirectErrorStream(true)
            .start();
    String asked = new String(ruby.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(ruby.waitFor()).as(asked).isZero();
    assertThat(asked)
        .contains(
            "package [\"python3-venv\", \"podman\"]:",
            "user \"runner\": manage_home true",
            "directory \"/var/lib/berth\": owner \"runner\", mode \"0755\"",
            "directory \"/opt/berth\": owner \"runner\"",
            "command [\"python3\", \"-m\", \"venv\", \"/opt/berth/venv\"]",
            "\"ray[default]==2.49.0\"");
  }

  private SetUpOutcome.Failed failed(SetUp setUp) throws Exception {
    told.clear();
    return (SetUpOutcome.Failed) setUp.apply(ATTEMPT, machines(), told::add);
  }

  private void assertReady() {
    for (String host : List.of("h1", "h2")) {
      assertThat(group.on(host, "stat -c %U /srv/berth"))
          .as(host)
          .isEqualToIgnoringNewLines("runner");
      assertThat(
              group.on(host, "sudo -u nobody /opt/made/venv/bin/python -c 'import pip; print(1)'"))
          .as("%s: programs of whatever user find it", host)
          .isEqualToIgnoringNewLines("1");
    }
  }

  private List<Machine> machines() {
    return Stream.of(group.inventory().split(","))
        .map(one -> one.split("="))
        .map(one -> new Machine(one[0], one[1], null, null, null, null))
        .toList();
  }

  private Host way(Machine machine) {
    return host(machine, "admin");
  }

  private Host rootWay(Machine machine) {
    return host(machine, "root");
  }

  private Host host(Machine machine, String user) {
    return new Host(
        machine.address(),
        null,
        user,
        null,
        List.of("ConnectTimeout=5"),
        group.key().toString(),
        null,
        group.knownHosts().toString());
  }
}
