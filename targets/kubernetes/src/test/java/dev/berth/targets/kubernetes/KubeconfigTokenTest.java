package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a program that gives tokens and writes down how often it was run. */
class KubeconfigTokenTest {

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-29T04:00:00Z"));
  private Path program;
  private Path kubeconfig;

  @BeforeEach
  void write() throws IOException {
    program = folder.resolve("tokens");
    kubeconfig = folder.resolve("kubeconfig");
    give("one", 0);
    sign("exec: {apiVersion: client.authentication.k8s.io/v1, command: %s}".formatted(program));
  }

  private void give(String token, double afterSeconds) throws IOException {
    Files.writeString(
        program,
        """
        #!/bin/sh
        echo run >>%s/runs
        sleep %s
        echo '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "%s"}}'
        """
            .formatted(folder, afterSeconds, token));
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }

  private void sign(String how) throws IOException {
    Files.writeString(
        kubeconfig,
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
        users: [{name: u, user: {%s}}]
        contexts: [{name: c, context: {cluster: c, user: u}}]
        current-context: c
        """
            .formatted(how));
  }

  private int runs() throws IOException {
    return Files.readAllLines(folder.resolve("runs")).size();
  }

  private Config config() {
    Config config = Config.fromKubeconfig("c", kubeconfig.toFile());
    KubeconfigToken.provide(config, now::get);
    return config;
  }

  private void later(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Test
  void runsTheProgramAgainOnceAMinuteHasPassed() throws Exception {
    Config config = config();
    assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("one");
    int before = runs();
    give("two", 0);

    later(A_MINUTE.minusMillis(1));
    assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("one");
    assertThat(runs()).isEqualTo(before);

    later(Duration.ofMillis(1));
    assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("two");
    assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("two");
    assertThat(runs()).isEqualTo(before + 1);
  }

  @Test
  void runsItOnceHoweverManyAsk() throws Exception {
    Config config = config();
    int before = runs();
    give("two", 0.3);
    later(A_MINUTE);

    List<Callable<String>> asking =
        java.util.Collections.nCopies(64, () -> config.getOauthTokenProvider().getToken());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> asked : threads.invokeAll(asking)) {
        assertThat(asked.get()).isIn("one", "two");
      }
    }

    assertThat(runs()).isEqualTo(before + 1);
    assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("two");
  }

  @Test
  void goesOnWithWhatItHasWhileTheFileCannotBeRead() throws Exception {
    Config config = config();
    Files.writeString(kubeconfig, "users: [{");
    later(A_MINUTE);

    assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("one");
  }

  @Test
  void findsATokenThatComesLater() throws Exception {
    sign("client-certificate-data: AA==, client-key-data: AA==");
    Config config = config();
    assertThat(config.getOauthTokenProvider().getToken()).isNull();

    sign("token: late");
    assertThat(config.getOauthTokenProvider().getToken()).isNull();
    later(A_MINUTE);

    assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("late");
  }

  @Test
  void leavesBasicAuthenticationToTheClient() throws Exception {
    sign("username: u, password: p");

    assertThat(config().getOauthTokenProvider()).isNull();
  }
}
