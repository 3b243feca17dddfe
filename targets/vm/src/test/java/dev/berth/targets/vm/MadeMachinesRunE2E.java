package dev.berth.targets.vm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.ssh.live.Wish;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Terraform makes machines by a module of one's own, whose resources have destroy-time
 * provisioners, and they run what they were made for.
 */
class MadeMachinesRunE2E {

  private static final String GANG = "'workers': {'min': 2, 'max': 2},";

  /** Notes what it is asked to do, in a file beside it. */
  private static final String COUNTING =
      """
      #!/bin/sh
      what=$1
      case "$*" in *" -destroy "*) what="$1 -destroy" ;; esac
      echo "$what" >>"$0.runs"
      exec terraform "$@"
      """;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private HostGroup cloud;

  @SuppressWarnings("NullAway.Init")
  private Driver driver;

  @BeforeEach
  void open() {
    cloud = HostGroup.start("poplar", 0);
    driver = open(folder.resolve("work"));
  }

  @AfterEach
  void close() {
    driver.close();
    cloud.close();
  }

  private Driver open(Path work) {
    return new VmDriverProvider().open(HostTarget.makingIn(cloud, work, Map.of()));
  }

  @Test
  void runOneAttemptAndAreGoneWhenItIsReleased() throws Exception {
    AttemptId attempt = HostTarget.attempt("ends");

    SubmitOutcome outcome =
        driver.submit(
            Wish.with(attempt, "echo I am $BERTH_RANK on $(hostname) as $(id -un); sleep 2", GANG));

    assertThat(outcome).isInstanceOf(SubmitOutcome.Submitted.class);
    assertThat(cloud.ordered().values())
        .extracting(HostGroup.Ordered::attempt)
        .containsExactly(attempt.toString(), attempt.toString());
    Waiting.until(driver, attempt, Observation.Running.class);
    Waiting.until(driver, attempt, Observation.Succeeded.class);
    try (InputStream log = driver.logs(attempt, false).orElseThrow()) {
      assertThat(new String(log.readAllBytes(), UTF_8))
          .contains("[worker-0] I am 0 on h", "[worker-1] I am 1 on h", " as admin");
    }
    Waiting.released(driver, attempt);
    nothingIsLeft(attempt);
  }

  @Test
  void areFoundByTheirMarksWhenTheirStateIsLost() throws Exception {
    AttemptId attempt = HostTarget.attempt("stray");
    driver.submit(Wish.with(attempt, "sleep 600", GANG));
    Waiting.until(driver, attempt, Observation.Running.class);

    try (Driver elsewhere = open(folder.resolve("elsewhere"))) {
      assertThat(Waiting.until(elsewhere, attempt, Observation.Running.class)).isNotNull();
      Waiting.released(elsewhere, attempt);
    }

    assertThat(cloud.ordered()).isEmpty();
    assertThat(cloud.marked()).isEmpty();
    // What its state still knows is no more.
    Waiting.released(driver, attempt);
    nothingIsLeft(attempt);
  }

  @Test
  void areNoMoreThanTheFleetFileHas() throws Exception {
    AttemptId first = HostTarget.attempt("first");
    AttemptId other = HostTarget.attempt("other");
    driver.submit(Wish.with(first, "sleep 600", GANG));

    assertThat(driver.submit(Wish.with(other, "sleep 600", GANG)))
        .isInstanceOfSatisfying(
            SubmitOutcome.Refused.class,
            refused -> {
              assertThat(refused.category()).isEqualTo(FailureCategory.CAPACITY);
              assertThat(refused.reason()).contains("may have 3 machines of kind small");
            });
    assertThat(cloud.ordered()).hasSize(2);
    Waiting.released(driver, first);
    Waiting.released(driver, other);
    nothingIsLeft(other);
  }

  @Test
  void areLostWhenTheirProviderSaysSo() throws Exception {
    AttemptId attempt = HostTarget.attempt("dies");
    driver.submit(Wish.script(attempt, "sleep 600"));
    Waiting.until(driver, attempt, Observation.Running.class);

    cloud.kill(cloud.ordered().values().iterator().next().host());

    assertThat(Waiting.until(driver, attempt, Observation.Gone.class).evidence())
        .contains("terminated");
    Waiting.released(driver, attempt);
    nothingIsLeft(attempt);
  }

  @Test
  void areReleasedByOneRunOfTerraformWhereTheyWereRefused() throws Exception {
    AttemptId attempt = HostTarget.attempt("counted");
    Path program = Files.writeString(folder.resolve("counting-terraform"), COUNTING);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    Path runs = Path.of(program + ".runs");
    Files.writeString(cloud.folder().resolve("cloud/dark"), attempt + "-1\n");
    Map<String, String> settings =
        Map.of("terraform-program", program.toString(), "boot-timeout", "PT3S");
    try (Driver counted =
        new VmDriverProvider().open(HostTarget.makingIn(cloud, folder.resolve("work"), settings))) {
      Instant before = Instant.now().truncatedTo(ChronoUnit.SECONDS);

      SubmitOutcome outcome = counted.submit(Wish.with(attempt, "sleep 600", GANG));

      assertThat(outcome)
          .isInstanceOfSatisfying(
              SubmitOutcome.Refused.class,
              refused -> {
                assertThat(refused.category()).isEqualTo(FailureCategory.CAPACITY);
                assertThat(refused.heldSince()).isBetween(before, Instant.now());
              });
      assertThat(Files.readAllLines(runs))
          .as("a look, what is made, a look, what is destroyed, a look, with init in each folder")
          .containsExactly(
              "init", "apply", "init", "apply", "apply", "init", "apply -destroy", "apply");
      Files.delete(runs);

      assertThat(counted.release(attempt)).isInstanceOf(ReleaseOutcome.Released.class);

      assertThat(Files.readAllLines(runs)).as("one look").containsExactly("apply");
    }
    nothingIsLeft(attempt);
  }

  @Test
  void areNotSpokenToAnyMoreOnceTheirProviderDoesNotListThem() throws Exception {
    AttemptId attempt = HostTarget.attempt("spoken");
    driver.submit(Wish.with(attempt, "sleep 600", GANG));
    try (Driver monitor = open(folder.resolve("elsewhere"))) {
      Waiting.until(monitor, attempt, Observation.Running.class);
      assertThat(connections()).hasSize(4);
      // Without a word on any connection, as machines go.
      for (HostGroup.Ordered one : cloud.ordered().values()) {
        cloud.partition(one.host());
      }
      Waiting.released(driver, attempt);

      assertThat(monitor.find()).isEmpty();

      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(connections()).isEmpty());
    }
  }

  @Test
  void areNotSpokenToAnyMoreOnceTheirProviderCallsThemTerminated() throws Exception {
    AttemptId attempt = HostTarget.attempt("over");
    driver.submit(Wish.script(attempt, "sleep 600"));
    Waiting.until(driver, attempt, Observation.Running.class);
    assertThat(connections()).isNotEmpty();

    cloud.kill(cloud.ordered().values().iterator().next().host());
    Waiting.until(driver, attempt, Observation.Gone.class);

    await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(connections()).isEmpty());
    Waiting.released(driver, attempt);
  }

  /** Processes that hold a connection open, or use one, by the key that they were given. */
  private List<String> connections() {
    return ProcessHandle.current()
        .descendants()
        .map(process -> String.join(" ", process.info().arguments().orElse(new String[0])))
        .filter(line -> line.contains(cloud.key().toString()))
        .toList();
  }

  private void nothingIsLeft(AttemptId attempt) throws Exception {
    assertThat(cloud.ordered()).isEmpty();
    assertThat(cloud.marked()).isEmpty();
    assertThat(driver.find()).isEmpty();
    for (String name : List.of("attempts", "locks", "strays")) {
      assertThat(files(folder.resolve("work").resolve(name))).as(name).isEmpty();
    }
    assertThat(files(folder.resolve("work/tombstones"))).contains(attempt.toString());
  }

  private static List<String> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
