package dev.berth.targets.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.targets.ssh.live.HostGroup;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that is killed leaves no connection, and no socket of one. */
class KilledWhileConnectedE2E {

  @TempDir private Path temporary = Path.of("");

  @Test
  void leavesNothing() throws Exception {
    try (HostGroup group = HostGroup.start("killed", 1)) {
      leavesNothing(group);
    }
  }

  private void leavesNothing(HostGroup group) throws Exception {
    Process service =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Connected.class.getName(),
                "h1",
                group.sshConfig().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).isEqualTo("open");
      List<ProcessHandle> connections = service.descendants().toList();
      assertThat(connections).isNotEmpty();
      assertThat(sockets()).hasSize(1);

      service.destroyForcibly().waitFor();

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> {
            assertThat(connections).noneMatch(ProcessHandle::isAlive);
            assertThat(sockets()).isEmpty();
          });
    } finally {
      service.destroyForcibly();
    }
  }

  private List<Path> sockets() throws IOException {
    try (Stream<Path> all = Files.walk(temporary)) {
      return all.filter(path -> !Files.isDirectory(path)).toList();
    }
  }
}
