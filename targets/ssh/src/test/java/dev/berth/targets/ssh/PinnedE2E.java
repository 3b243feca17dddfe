package dev.berth.targets.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.targets.ssh.live.HostGroup;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host that no ssh configuration knows is reached by its key and what it is pinned to. */
class PinnedE2E {

  @Test
  void onlyTheHostOfThatKeyIsSpokenTo() throws Exception {
    try (HostGroup group = HostGroup.start("pinned", 2)) {
      assertThat(run(group, "h1", key(group, "h1")))
          .isInstanceOfSatisfying(
              Said.Done.class, done -> assertThat(done.text()).isEqualTo("h1\n"));
      assertThat(run(group, "h1", key(group, "h2")))
          .isInstanceOfSatisfying(
              Said.NotSent.class,
              not -> assertThat(not.why()).contains("Host key verification failed"));
    }
  }

  private static Said run(HostGroup group, String host, String pinned) throws Exception {
    String address =
        List.of(group.inventory().split(",")).stream()
            .filter(one -> one.startsWith(host + '='))
            .map(one -> one.substring(host.length() + 1))
            .findFirst()
            .orElseThrow();
    try (SshShell shell =
        new SshShell(
            new Host(address, 22, "root", null, List.of(), group.key().toString(), pinned, null),
            Duration.ofSeconds(10))) {
      return shell.run("hostname");
    }
  }

  private static String key(HostGroup group, String host) throws Exception {
    return Files.readAllLines(group.knownHosts()).stream()
        .filter(line -> line.startsWith(host + ','))
        .map(line -> line.substring(line.indexOf(' ') + 1))
        .findFirst()
        .orElseThrow();
  }
}
