package dev.berth.targets.vm.settingup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.targets.api.CheckOutcome.Failed;
import dev.berth.targets.api.CheckOutcome.Passed;
import dev.berth.targets.api.CheckOutcome.Skipped;
import dev.berth.targets.ssh.Ran;
import dev.berth.targets.vm.settingup.SetUpSettings.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the looking's own lines print in a real shell, and what real programs answer. */
class SetUpChecksIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path folder;

  @Test
  void findsEachToolThatRunsOnMachines() throws Exception {
    program("puppet", "[ \"$1\" = --version ] && echo 7.23.0");
    program("cinc-client", "echo 'Cinc Client: 18.8.11'; echo more");
    program("cloud-init", "echo '/usr/bin/cloud-init 22.4.2' >&2");

    assertThat(looked(Tool.PUPPET)).isEqualTo("set-up\t7.23.0\n");
    assertThat(looked(Tool.CHEF)).isEqualTo("set-up\tCinc Client: 18.8.11\n");
    assertThat(looked(Tool.CLOUD_INIT)).isEqualTo("set-up\t/usr/bin/cloud-init 22.4.2\n");

    program("chef-client", "echo 'Chef Infra Client: 18.4.12'");
    assertThat(looked(Tool.CHEF)).isEqualTo("set-up\tChef Infra Client: 18.4.12\n");
  }

  @Test
  void saysNothingOfAToolThatIsNotThere() throws Exception {
    for (Tool tool : List.of(Tool.PUPPET, Tool.CHEF, Tool.CLOUD_INIT)) {
      assertThat(looked(tool)).isEmpty();
    }
  }

  @Test
  void saysWhatIsWrongWithAToolThatCannotBeRun() throws Exception {
    program("puppet", "echo 'no such file to load -- puppet' >&2; exit 1");

    assertThat(looked(Tool.PUPPET)).isEqualTo("set-up-broken\tno such file to load -- puppet\n");
  }

  @Test
  void asksWhetherItMayBeRoot() throws Exception {
    program("puppet", "echo 7.23.0");
    program("id", "echo 1000");
    program("sudo", "[ \"$1\" = -n ] && echo 'a password is required' >&2; exit 1");

    assertThat(looked(Tool.PUPPET)).isEqualTo("set-up-root\tno\nset-up\t7.23.0\n");

    program("sudo", "shift; exec \"$@\"");
    assertThat(looked(Tool.PUPPET)).isEqualTo("set-up\t7.23.0\n");
  }

  @Test
  void asksAnsibleHereForItsVersionAndWhetherItTakesThePlaybook() throws Exception {
    Path playbook = Files.writeString(folder.resolve("site.yml"), "- hosts: all\n");
    Path ansible =
        program(
            "ansible",
            "[ \"$1\" = --version ] && { echo 'ansible [core 2.14.18]'; echo more; exit; }\n"
                + "grep -q hosts \"$2\" || { echo ERROR!; echo \"$2 is bad\"; exit 4; } >&2");

    assertThat(outcome(Tool.ANSIBLE, null, ansible.toString()))
        .isEqualTo(new Passed("ansible [core 2.14.18], with the role that comes with Berth"));
    assertThat(outcome(Tool.ANSIBLE, playbook, ansible.toString()))
        .isEqualTo(new Passed("ansible [core 2.14.18], with " + playbook));

    Files.writeString(playbook, "nothing");
    assertThat(outcome(Tool.ANSIBLE, playbook, ansible.toString()))
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo("%s does not parse: ERROR! %1$s is bad".formatted(playbook)));
    assertThat(outcome(Tool.ANSIBLE, null, folder.resolve("nobody").toString()))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.reason()).contains("nobody --version: "));
  }

  @Test
  void namesAPathThatCannotBeRead() {
    Path missing = folder.resolve("missing");

    for (Tool tool : List.of(Tool.ANSIBLE, Tool.PUPPET, Tool.CHEF)) {
      Failed failed = (Failed) outcome(tool, missing, "ansible-playbook");
      assertThat(failed.reason()).isEqualTo("set-up-path %s cannot be read".formatted(missing));
      assertThat(SetUpChecks.outcome(settings(tool, missing, "ansible-playbook"), Map.of()))
          .isEqualTo(failed);
    }
  }

  @Test
  void looksOnNoMachineThatIsNotMadeYet() {
    assertThat(outcome(Tool.PUPPET, null, ""))
        .isEqualTo(new Skipped("Puppet: it runs on the machines, whose image must have it"));
  }

  private static Object outcome(Tool tool, @Nullable Path path, String program) {
    return SetUpChecks.outcome(settings(tool, path, program));
  }

  private static SetUpSettings settings(Tool tool, @Nullable Path path, String program) {
    return new SetUpSettings(tool, path, Map.of(), program, PATIENCE);
  }

  /** Where only what the lines themselves need is found besides what a test puts there. */
  private String looked(Tool tool) throws Exception {
    for (String needed : List.of("head", "id", "true")) {
      if (!Files.exists(bin().resolve(needed))) {
        program(needed, "exec /usr/bin/%s \"$@\"".formatted(needed));
      }
    }
    String lines =
        SetUpChecks.look(settings(tool, null, "ansible-playbook")).replace("/usr/sbin", "");
    Ran ran =
        Ran.of(
            List.of("/usr/bin/env", "-i", "PATH=" + bin(), "/bin/sh"),
            lines.getBytes(StandardCharsets.UTF_8),
            PATIENCE);
    assertThat(ran.err()).isEmpty();
    return ran.out();
  }

  private Path program(String name, String lines) throws Exception {
    Path file = bin().resolve(name);
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + lines + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path bin() throws Exception {
    return Files.createDirectories(folder.resolve("bin"));
  }
}
