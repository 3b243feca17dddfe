package dev.berth.targets.vm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.ssh.live.Wish;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ray itself, as {@code testing/live/ray/head} installs it, on two hosts. */
class RayE2E {

  private static final List<String> HOSTS = List.of("h1", "h2");

  /** Uses all nodes, says so, and then goes on until it is told to end, which it takes note of. */
  private static final String USING_ALL =
      """
      import os, signal, sys, time, ray
      def told(*_):
          ray.get(where.remote())
          print("told, and Ray still answers", flush=True)
          sys.exit(int(sys.argv[2]))
      ray.init(log_to_driver=False)
      signal.signal(signal.SIGTERM, told)  # Ray takes it, too
      @ray.remote(num_cpus=1, scheduling_strategy="SPREAD")
      def where():
          time.sleep(0.5)
          assert os.environ["SAID"] == "to all"
          return ray.get_runtime_context().get_node_id()
      nodes = sum(node["Alive"] for node in ray.nodes())
      used = len(set(ray.get([where.remote() for _ in range(4 * nodes)])))
      print("saw", nodes, "nodes, used", used, "in", os.environ["BERTH_ATTEMPT"], flush=True)
      end = time.time() + float(sys.argv[1])
      while time.time() < end:
          time.sleep(0.1)
      sys.exit(int(sys.argv[2]))
      """;

  /** Of the hosts' own Python, with what the other one has. */
  private static final String ENVIRONMENT =
      """
      set -e
      python3 -m venv --without-pip /opt/ray
      ls -d /srv/share/lib/python3.*/site-packages >"$(ls -d /opt/ray/lib/python3.*/site-packages)/share.pth"
      printf '#!/opt/ray/bin/python3\\nimport sys\\nfrom ray.scripts.scripts import main\\nsys.exit(main())\\n' >/opt/ray/bin/ray
      chmod 755 /opt/ray/bin/ray
      ray=$(/opt/ray/bin/ray --version)
      case $ray in *version*) ;; *) exit 1 ;; esac
      """;

  @SuppressWarnings("NullAway.Init")
  private static HostGroup hosts;

  @SuppressWarnings("NullAway.Init")
  private Driver driver;

  @BeforeAll
  static void start() throws IOException {
    Path venv = venv();
    hosts = HostGroup.start("oak", HOSTS.size(), "--share", venv.toString());
    for (String host : HOSTS) {
      hosts.on(host, ENVIRONMENT);
      write(host, "/root/train.py", Files.readString(Path.of("../../examples/ray/train.py")));
      write(host, "/root/all.py", USING_ALL);
    }
  }

  @AfterAll
  static void stop() {
    hosts.close();
  }

  @BeforeEach
  void open() {
    driver = HostTarget.open(hosts, settings());
  }

  @AfterEach
  void close() throws Exception {
    for (NativeAttempt left : driver.find()) {
      Waiting.released(driver, left.attempt());
    }
    driver.close();
  }

  @Test
  void trainsOnTwoMachinesAndTellsAFailureOfTheProgram() throws Exception {
    AttemptId trained = HostTarget.attempt("trains");
    AttemptId failing = HostTarget.attempt("fails");

    assertThat(driver.submit(ray(trained, 2, 2, "train.py", "--steps", "3")))
        .isInstanceOf(SubmitOutcome.Submitted.class);
    Waiting.until(driver, trained, Observation.Succeeded.class);
    driver.submit(ray(failing, 2, 2, "train.py", "--steps", "3", "--fail-at", "1"));
    Observation.Failed failed = Waiting.until(driver, failing, Observation.Failed.class);

    assertThat(printed(trained)).startsWith("begins at step 0 of 3\n").contains("done: y = ");
    assertThat(failed.category()).isEqualTo(FailureCategory.APPLICATION);
    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.logTail()).contains("fails as it was told to");
    // Everything ends with the entrypoint, before anybody asks for it.
    assertNoRay();
    Waiting.released(driver, trained);
    Waiting.released(driver, failing);
  }

  @Test
  void twoAttemptsAtOnceDoNotMeetAndTheEntrypointIsToldBeforeItsRayIsTakenDown() throws Exception {
    AttemptId one = HostTarget.attempt("one");
    AttemptId other = HostTarget.attempt("other");

    driver.submit(ray(one, 2, 2, "all.py", "600", "0"));
    driver.submit(ray(other, 2, 2, "all.py", "600", "4"));
    for (AttemptId attempt : List.of(one, other)) {
      Waiting.until(driver, attempt, _ -> said(attempt, "saw 2 nodes, used 2 in " + attempt));
    }
    assertThat(driver.find()).hasSize(2);

    Waiting.released(driver, one);
    assertThat(printed(one)).contains("told, and Ray still answers");
    assertThat(Waiting.until(driver, other, Observation.class))
        .isInstanceOf(Observation.Running.class);
    Waiting.released(driver, other);
    assertNoRay();
  }

  @Test
  void aKilledWrapperIsALossAndItsReleaseLeavesNothing() throws Exception {
    AttemptId attempt = HostTarget.attempt("killed");
    driver.submit(ray(attempt, 2, 2, "all.py", "600", "0"));
    Waiting.until(driver, attempt, _ -> said(attempt, "saw 2 nodes"));

    hosts.on(
        "h1", "kill -KILL $(cut -d' ' -f1 .berth/yard/runs/%s/worker-0/leader)".formatted(attempt));

    Waiting.until(driver, attempt, Observation.Gone.class);
    Waiting.released(driver, attempt);
    assertNoRay();
  }

  @Test
  void aNodeOfRayThatDiesIsNotTheProgramsFault() throws Exception {
    AttemptId attempt = HostTarget.attempt("node");
    driver.submit(ray(attempt, 2, 2, "all.py", "600", "0"));
    Waiting.until(driver, attempt, _ -> said(attempt, "saw 2 nodes"));

    hosts.on("h2", "pkill -KILL '^raylet$'");

    Observation.Failed failed = Waiting.until(driver, attempt, Observation.Failed.class);
    assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE);
    Waiting.released(driver, attempt);
    assertNoRay();
  }

  @Test
  void aNoticeToAnyMachineReachesTheEntrypoint() throws Exception {
    AttemptId attempt = HostTarget.attempt("notice");
    try (Driver watching = HostTarget.open(hosts, settings("notices", "ec2"))) {
      watching.submit(ray(attempt, 2, 2, "all.py", "600", "0"));
      Waiting.until(watching, attempt, _ -> said(attempt, "saw 2 nodes"));

      hosts.preemptNotice("h2");

      Observation.Failed failed = Waiting.until(watching, attempt, Observation.Failed.class);
      assertThat(failed.category()).isEqualTo(FailureCategory.PREEMPTED);
      assertThat(printed(attempt)).contains("told, and Ray still answers");
      Waiting.released(watching, attempt);
    } finally {
      hosts.takeNoticeBack("h2");
    }
    assertNoRay();
  }

  @Test
  void severalWorkersOnAMachineAreOneNodeOfRay() throws Exception {
    AttemptId attempt = HostTarget.attempt("shared");

    driver.submit(ray(attempt, 3, 1, "all.py", "0", "0"));

    Waiting.until(driver, attempt, Observation.Succeeded.class);
    assertThat(printed(attempt)).contains("saw 2 nodes, used 2 in " + attempt);
    Waiting.released(driver, attempt);
    assertNoRay();
  }

  @Test
  void nodesThatAreNotThereInTimeAreALackOfCapacityAndNoRayIsAWrongSetting() throws Exception {
    AttemptId late = HostTarget.attempt("late");
    AttemptId none = HostTarget.attempt("none");
    try (Driver impatient = HostTarget.open(hosts, settings("start-within", "PT1S"));
        Driver wrong = HostTarget.open(hosts, settings("ray", "/nowhere"))) {
      impatient.submit(ray(late, 2, 2, "train.py"));
      Observation.Failed failed = Waiting.until(impatient, late, Observation.Failed.class);
      assertThat(failed.category()).isEqualTo(FailureCategory.CAPACITY);
      assertThat(failed.logTail()).contains("Ray's 2 nodes were not all there within 1 s");
      Waiting.released(impatient, late);

      wrong.submit(ray(none, 2, 2, "train.py"));
      Observation.Failed missing = Waiting.until(wrong, none, Observation.Failed.class);
      assertThat(missing.category()).isEqualTo(FailureCategory.CONFIGURATION);
      assertThat(missing.logTail()).contains("there is no program ray in /nowhere/bin:");
      Waiting.released(wrong, none);
    }
    assertNoRay();
  }

  private static Map<String, String> settings(String... further) {
    Map<String, String> settings =
        new TreeMap<>(Map.of("ray", "/opt/ray", "start-within", "PT2M", "grace", "PT20S"));
    for (int i = 0; i < further.length; i += 2) {
      settings.put(further[i], further[i + 1]);
    }
    return settings;
  }

  private static Submission ray(AttemptId attempt, int workers, int cpus, String... words) {
    return Wish.spoken(
        attempt,
        "'runtime': 'ray', 'environment': {'SAID': 'to all'}, 'workers': {'min': %1$d, 'max': %1$d}, 'resources': {'cpus': %2$d, 'memoryMiB': 600},"
            .formatted(workers, cpus),
        Stream.concat(Stream.of("python"), Stream.of(words)).toArray(String[]::new));
  }

  private boolean said(AttemptId attempt, String words) {
    try {
      return printed(attempt).contains(words);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private String printed(AttemptId attempt) throws Exception {
    try (InputStream stream = driver.logs(attempt, false).orElseThrow()) {
      return new String(stream.readAllBytes(), UTF_8);
    }
  }

  /** No process of Ray, no process of Berth's, and none of Ray's own files. */
  private static void assertNoRay() {
    for (String host : HOSTS) {
      assertThat(
              hosts.on(
                  host,
                  "ps -eo args= | grep -E '[r]aylet|[g]cs_server|[d]ashboard|[l]og_monitor|[r]ay::|[n]ode\\.py|[w]rapper\\.sh' | cut -c1-80; ls -d /tmp/berth-* 2>/dev/null; :"))
          .as(host)
          .isEmpty();
    }
  }

  private static void write(String host, String file, String content) {
    hosts.on(
        host,
        "echo %s | base64 -d >%s"
            .formatted(Base64.getEncoder().encodeToString(content.getBytes(UTF_8)), file));
  }

  private static Path venv() {
    Path all =
        Path.of(
            System.getenv()
                .getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache"),
            "berth-ray");
    try (Stream<Path> versions = Files.list(all)) {
      return versions
          .filter(version -> Files.exists(version.resolve("bin/ray")))
          .max(Path::compareTo)
          .orElseThrow(() -> new IllegalStateException("no Ray in " + all));
    } catch (IOException e) {
      throw new UncheckedIOException(all.toString(), e);
    }
  }
}
