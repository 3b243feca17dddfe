package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Shells;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * When a new machine counts as there: real sshds on machines that boot, are dead, or get their key
 * late.
 */
class KeyScanE2E {

  private static final Duration BRIEF = Duration.ofSeconds(6);
  private static final Duration LONG = Duration.ofSeconds(60);

  @SuppressWarnings("NullAway.Init")
  private static Booting booting;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    booting = new Booting(HostGroup.start("boots", 3));
  }

  @AfterAll
  static void stop() {
    booting.hosts().close();
  }

  @Test
  void aMachineThatAnswersWithItsKeyIsThere() throws Exception {
    KeyScan scan = new KeyScan(LONG);

    assertThat(scan.await(List.of(booting.machine("h1", booting.pinned("h1"))))).isEmpty();
    assertThat(scan.await(List.of(booting.machine("h1", null)))).isEmpty();
  }

  @Test
  void oneThatAnswersWithAnotherKeyIsNot() throws Exception {
    Machine other = booting.machine("h1", booting.pinned("h3"));

    assertThat(new KeyScan(BRIEF).await(List.of(other)))
        .hasValueSatisfying(
            why -> assertThat(why).contains("machine h1", "another host key than it was given"));
  }

  @Test
  void aDeadOneIsNamedAndOneThatBootsIsWaitedFor() throws Exception {
    booting.hosts().kill("h2");
    Machine dead = booting.machine("h2", booting.pinned("h2"));
    assertThat(new KeyScan(BRIEF).await(List.of(booting.machine("h1", null), dead)))
        .hasValueSatisfying(why -> assertThat(why).contains("machine h2", "answered with nothing"));

    CompletableFuture<Void> power = CompletableFuture.runAsync(() -> booting.hosts().boot("h2"));
    assertThat(new KeyScan(LONG).await(List.of(dead))).isEmpty();
    power.join();
  }

  /** As on Compute Engine, whose Debian has no cloud-init. */
  @Test
  void oneThatGetsItsKeyByTheBootScriptIsWaitedForAndLetsBerthIn() throws Exception {
    HostKey key = Booting.key(folder);
    String script =
        new FirstBoot("berth", booting.ours(), Duration.ofMinutes(90), null).script(key);
    booting.withServices("h3");
    Machine machine = booting.machine("h3", key.publicKey());

    CompletableFuture<String> told =
        CompletableFuture.supplyAsync(() ->
            booting
                .hosts()
                .on("h3", "cat >/root/boot <<'BOOT'\n" + script + "\nBOOT\nsh /root/boot"));
    assertThat(new KeyScan(LONG).await(List.of(machine))).isEmpty();
    told.join();

    try (Shells shells = new Shells(booting.access())) {
      assertThat(shells.ask(machine, "sudo -n id -un; sudo -n cat /root/shutdown").text())
          .isEqualTo("root\n-P +90\n");
    }
  }
}
