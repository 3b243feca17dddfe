package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.ssh.live.Script;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Shells;
import dev.berth.targets.vm.settingup.CloudInit;
import dev.berth.targets.vm.settingup.SetUpOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What new machines are told, by the real cloud-init on a machine; left out where it was not got.
 */
class CloudInitE2E {

  private static final AttemptId ATTEMPT = AttemptId.parse("train-1");
  private static final Duration LONG = Duration.ofMinutes(3);

  /** An image with cloud-init, whose provider hands the user data over as a file. */
  private static final String IMAGE =
      """
      set -e
      cp -a /srv/share/usr/. /usr/
      cp -a /srv/share/etc/. /etc/
      mkdir -p /etc/cloud/cloud.cfg.d /var/lib/cloud/seed/nocloud /run/cloud-init
      printf 'datasource_list: [NoCloud]\nnetwork: {config: disabled}\nlocale: false\n' >/etc/cloud/cloud.cfg.d/99_test.cfg
      printf 'instance-id: i-1\nlocal-hostname: h1\n' >/var/lib/cloud/seed/nocloud/meta-data
      """;

  /** As its services run it when a machine boots. */
  private static final String BOOT =
      "cloud-init init --local; cloud-init init; cloud-init modules --mode config; cloud-init modules --mode final; true";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Booting booting;

  @BeforeEach
  void start() throws Exception {
    Path image = Path.of(new Script("testing/live/hosts/cloud-init").run("folder").strip());
    assumeTrue(Files.exists(image.resolve("usr/bin/cloud-init")), "cloud-init was not got");
    booting = new Booting(HostGroup.start("init", 1, "--share", image.toString()));
    booting.withServices("h1");
    booting.hosts().on("h1", IMAGE);
  }

  @AfterEach
  void stop() {
    booting.hosts().close();
  }

  @Test
  void givesAMachineItsKeyAndBerthItsUserBesidesWhatTheOwnerWants() throws Exception {
    HostKey key = Booting.key(folder);
    String more =
        "#cloud-config\nwrite_files:\n  - {path: /root/more, content: hello}\nruncmd:\n  - [touch, /root/ran]\n";
    FirstBoot boot = new FirstBoot("berth", booting.ours(), Duration.ofMinutes(90), more);
    Machine machine = booting.machine("h1", key.publicKey());
    List<String> told = new ArrayList<>();

    CompletableFuture<String> booted = boots(boot.userData(key));
    assertThat(new KeyScan(LONG).await(List.of(machine))).isEmpty();
    SetUpOutcome outcome =
        new CloudInit(booting.access()::host, LONG).apply(ATTEMPT, List.of(machine), told::add);
    String printed = booted.join();

    assertThat(outcome).as("%s %s", told, printed).isEqualTo(new SetUpOutcome.Ready());
    try (Shells shells = new Shells(booting.access())) {
      assertThat(
              shells
                  .ask(machine, "sudo -n cat /root/more /root/shutdown; sudo -n ls /root/ran")
                  .text())
          .contains("hello", "-P +90", "/root/ran");
    }
  }

  @Test
  void aFirstBootThatFailsIsToldByWhatCloudInitSays() throws Exception {
    HostKey key = Booting.key(folder);
    FirstBoot boot =
        new FirstBoot(
            "berth",
            booting.ours(),
            null,
            "#cloud-config\nruncmd:\n  - [sh, -c, 'echo no mirror >&2; exit 3']\n");
    Machine machine = booting.machine("h1", key.publicKey());
    List<String> told = new ArrayList<>();

    CompletableFuture<String> booted = boots(boot.userData(key));
    assertThat(new KeyScan(LONG).await(List.of(machine))).isEmpty();
    SetUpOutcome outcome =
        new CloudInit(booting.access()::host, LONG).apply(ATTEMPT, List.of(machine), told::add);
    booted.join();

    assertThat(outcome)
        .isInstanceOfSatisfying(
            SetUpOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("cloud-init ended with 1"));
  }

  private CompletableFuture<String> boots(String userData) {
    return CompletableFuture.supplyAsync(() ->
        booting
            .hosts()
            .on(
                "h1",
                "cat >/var/lib/cloud/seed/nocloud/user-data <<'USER'\n"
                    + userData
                    + "\nUSER\n("
                    + BOOT
                    + ") >/var/log/cloud-init-output.log 2>&1; cat /var/log/cloud-init-output.log"));
  }
}
