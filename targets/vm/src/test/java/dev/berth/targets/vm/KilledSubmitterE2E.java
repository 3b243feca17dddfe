package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.ssh.live.Wish;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A submission is made once, whenever the one who makes it is killed. */
class KilledSubmitterE2E {

  private static final int KILLS = 10;
  private static final int RAY_KILLS = 4;
  private static final int LONGEST_MILLIS = 1_500;
  private static final String GANG = "'workers': {'min': 3, 'max': 3},";

  @Test
  void survivesKillsAtAnyMoment() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    try (HostGroup hosts = HostGroup.start("cedar", 3);
        Driver driver = HostTarget.open(hosts, Map.of())) {
      for (int i = 0; i < KILLS; i++) {
        AttemptId attempt = HostTarget.attempt("killed");
        int millis = random.nextInt(LONGEST_MILLIS);
        String program = "echo begun >>\"$BERTH_CHECKPOINT_DIR/begun-$BERTH_RANK\"; exec sleep 600";
        submitAndKill(hosts, Map.of(), attempt, program, GANG, millis);
        boolean release = random.nextInt(4) == 0;
        if (!release) {
          assertThat(driver.submit(Wish.with(attempt, program, GANG)))
              .as("seed %d, kill %d after %d ms", seed, i, millis)
              .isInstanceOf(SubmitOutcome.Submitted.class);
          Waiting.until(driver, attempt, Observation.Running.class);
          assertThat(begun(hosts, attempt, List.of("h1", "h2", "h3"), 3))
              .as("seed %d, kill %d after %d ms", seed, i, millis)
              .containsExactly("begun-0:1", "begun-1:1", "begun-2:1");
        }
        Waiting.released(driver, attempt);
        assertThat(driver.submit(Wish.with(attempt, program, GANG)))
            .isInstanceOf(SubmitOutcome.Refused.class);
        assertThat(driver.find()).as("seed %d, kill %d after %d ms", seed, i, millis).isEmpty();
        assertThat(driver.capacity().cpusFree()).isEqualTo(3 * HostTarget.CPUS);
      }
      for (String host : List.of("h1", "h2", "h3")) {
        assertThat(hosts.on(host, "pgrep -x sleep -a || true")).doesNotContain("600");
      }
    }
  }

  @Test
  void raysNodesFindEachOtherWhoeverCarriesTheWordOfWhereTheHeadIs() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, String> ray = Map.of("ray", RayHosts.RAY, "start-within", "PT2M");
    String gang =
        "'runtime': 'ray', 'workers': {'min': 2, 'max': 2}, 'resources': {'cpus': 3, 'memoryMiB': 300},";
    try (HostGroup hosts = RayHosts.start("beech", 2);
        Driver driver = HostTarget.open(hosts, ray)) {
      for (int i = 0; i < RAY_KILLS; i++) {
        AttemptId attempt = HostTarget.attempt("killed");
        int millis = random.nextInt(LONGEST_MILLIS * 3);
        String program = "echo begun >>\"$BERTH_CHECKPOINT_DIR/begun\"; exec sleep 600";
        submitAndKill(hosts, ray, attempt, program, gang, millis);

        assertThat(driver.submit(Wish.with(attempt, program, gang)))
            .as("seed %d, kill %d after %d ms", seed, i, millis)
            .isInstanceOf(SubmitOutcome.Submitted.class);
        Waiting.until(driver, attempt, Observation.Running.class);
        assertThat(begun(hosts, attempt, List.of("h1", "h2"), 1))
            .as("seed %d, kill %d after %d ms", seed, i, millis)
            .containsExactly("begun:1");
        Waiting.released(driver, attempt);
        assertThat(driver.find()).as("seed %d, kill %d after %d ms", seed, i, millis).isEmpty();
      }
      for (String host : List.of("h1", "h2")) {
        assertThat(hosts.on(host, "pgrep -f '[r]aylet|[g]cs_server|ray/[n]ode.py' || true"))
            .isEmpty();
      }
    }
  }

  private static void submitAndKill(
      HostGroup hosts,
      Map<String, String> further,
      AttemptId attempt,
      String program,
      String gang,
      int millis)
      throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SubmittingProgram.class.getName(),
                attempt.toString(),
                program,
                gang));
    HostTarget.over(hosts, further)
        .driver()
        .settings()
        .forEach((name, value) -> words.add(name + '=' + value));
    Process service =
        new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).isEqualTo("ready");
      service.waitFor(millis, TimeUnit.MILLISECONDS);
    } finally {
      service.destroyForcibly().waitFor();
    }
  }

  /** How often each worker has begun, over all hosts. */
  private static List<String> begun(
      HostGroup hosts, AttemptId attempt, List<String> on, int atLeast)
      throws InterruptedException {
    List<String> found = List.of();
    for (int i = 0; i < 50 && found.size() < atLeast; i++) {
      List<String> now = new ArrayList<>();
      for (String host : on) {
        hosts
            .on(
                host,
                "cd .berth/yard/checkpoints/%s 2>/dev/null && for f in *; do [ ! -e $f ] || echo $f:$(wc -l <$f); done || true"
                    .formatted(attempt.job()))
            .lines()
            .forEach(now::add);
      }
      found = now.stream().sorted().toList();
      Thread.sleep(100);
    }
    return found;
  }
}
