package dev.berth.targets.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.ssh.live.HostGroup;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The runtime {@code container} by the real podman on a host; left out where there is none. */
class ContainerE2E {

  /**
   * What its administrator would have set up: an image, since no registry is there, and storage on
   * a disk that is no overlay itself. The host has no hierarchy of control groups of its own to
   * write.
   */
  private static final String READY =
      """
      set -e
      mount -t cgroup2 -o ro cgroup2 /sys/fs/cgroup
      mkdir -p /etc/containers /srv/image/bin
      printf '[storage]\\ndriver = "vfs"\\ngraphroot = "/srv/storage"\\nrunroot = "/run/containers"\\n' >/etc/containers/storage.conf
      printf '[containers]\\ncgroups = "disabled"\\ncgroupns = "host"\\n[engine]\\ncgroup_manager = "cgroupfs"\\nevents_logger = "file"\\nruntime = "crun"\\n' >/etc/containers/containers.conf
      cp "$(command -v busybox)" /srv/image/bin/busybox
      for name in sh sleep echo cat; do ln -s busybox /srv/image/bin/$name; done
      echo the image >/srv/image/from
      tar -C /srv/image -c . | podman import -q - localhost/tiny:1 2>&1
      """;

  @SuppressWarnings("NullAway.Init")
  private static HostGroup hosts;

  @SuppressWarnings("NullAway.Init")
  private Driver driver;

  @BeforeAll
  static void start() {
    hosts = HostGroup.start("pod", 1);
    boolean there =
        hosts
            .on("h1", "command -v podman crun busybox >/dev/null && echo yes || echo no")
            .contains("yes");
    assumeTrue(there, "podman, crun and busybox are not all installed: no container is run");
    hosts.on("h1", READY);
  }

  @AfterAll
  static void stop() {
    hosts.close();
  }

  @BeforeEach
  void open() {
    driver = HostTarget.open(hosts, Map.of());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void runsAProgramOfTheImageToItsEnd() throws Exception {
    AttemptId attempt = HostTarget.attempt("image");

    SubmitOutcome outcome =
        driver.submit(
            container(
                attempt,
                "localhost/tiny:1",
                "cat /from; echo $BERTH_ATTEMPT is rank $BERTH_RANK with $SAID; echo kept > $BERTH_CHECKPOINT_DIR/c; sleep 2"));

    assertThat(outcome).isInstanceOf(SubmitOutcome.Submitted.class);
    Waiting.until(driver, attempt, Observation.Succeeded.class);
    assertThat(printed(attempt)).contains("the image", attempt + " is rank 0 with a  b");
    Waiting.released(driver, attempt);
    assertThat(hosts.on("h1", "cat /root/.berth/yard/checkpoints/" + attempt.job() + "/c"))
        .isEqualTo("kept\n");
    assertNothingLeft(attempt);
  }

  @Test
  void tellsTheProgramsExitCode() throws Exception {
    AttemptId attempt = HostTarget.attempt("code");

    driver.submit(container(attempt, "localhost/tiny:1", "echo I give up; exit 7"));

    Observation.Failed failed = Waiting.until(driver, attempt, Observation.Failed.class);
    assertThat(failed.category()).isEqualTo(FailureCategory.APPLICATION);
    assertThat(failed.exitCode()).isEqualTo(7);
    assertThat(failed.logTail()).contains("I give up");
    Waiting.released(driver, attempt);
    assertNothingLeft(attempt);
  }

  @Test
  void endsAContainerThatDoesNotObeyItsSignal() throws Exception {
    AttemptId attempt = HostTarget.attempt("stubborn");
    driver.submit(
        container(attempt, "localhost/tiny:1", "trap '' TERM; while :; do sleep 1; done"));
    Waiting.until(driver, attempt, Observation.Running.class);

    Waiting.released(driver, attempt);

    assertNothingLeft(attempt);
  }

  /** The engine's client is gone, and the container lives on without it. */
  @Test
  void endsAContainerThatHasLostItsClient() throws Exception {
    AttemptId attempt = HostTarget.attempt("orphan");
    driver.submit(container(attempt, "localhost/tiny:1", "while :; do sleep 1; done"));
    Waiting.until(driver, attempt, Observation.Running.class);
    awaitContainer(attempt);

    hosts.on("h1", "pkill -9 -x podman");

    Waiting.until(driver, attempt, Observation.Failed.class);
    assertThat(containers(attempt)).isNotBlank();
    Waiting.released(driver, attempt);
    assertNothingLeft(attempt);
  }

  private static void awaitContainer(AttemptId attempt) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (containers(attempt).isBlank()) {
      assertThat(System.nanoTime()).as("no container of %s", attempt).isLessThan(deadline);
      Thread.sleep(250);
    }
  }

  private static String containers(AttemptId attempt) {
    return hosts.on("h1", "podman ps -q --filter name=berth-" + attempt);
  }

  private static void assertNothingLeft(AttemptId attempt) {
    assertThat(hosts.on("h1", "podman ps -aq --filter name=berth-" + attempt)).isBlank();
    assertThat(
            hosts.on(
                "h1",
                "grep -lzxF BERTH_ATTEMPT="
                    + attempt
                    + " /proc/[0-9]*/environ 2>/dev/null || true"))
        .isBlank();
  }

  private String printed(AttemptId attempt) throws Exception {
    Optional<InputStream> log = driver.logs(attempt, false);
    try (InputStream in = log.orElseThrow()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Submission container(AttemptId attempt, String image, String script) {
    String json =
        """
        {"id": "%s", "runtime": "container", "image": "%s", "entrypoint": "/bin/sh", "environment": {"SAID": "a  b"},
         "arguments": ["-c", "%s"]}\
        """
            .formatted(attempt.job(), image, script.replace("$SAID", "\\\"$SAID\\\""));
    JobSpec spec =
        switch (JobSpecReader.read(json.getBytes(StandardCharsets.UTF_8))) {
          case JobSpecReader.Valid valid -> valid.spec();
          case JobSpecReader.Invalid invalid ->
              throw new IllegalArgumentException(invalid.violations().toString());
        };
    return new Submission(attempt, spec, false, null);
  }
}
