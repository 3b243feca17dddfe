package dev.berth.targets.vm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.ssh.live.HostGroup;
import dev.berth.targets.ssh.live.Wish;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  /** Holds all accelerators of both nodes at once, one a task. */
  private static final String ACCELERATORS =
      """
      import os, time, ray
      ray.init(log_to_driver=False)
      @ray.remote(num_cpus=0, num_gpus=1)
      class Holder:
          def sees(self):
              return os.environ["CUDA_VISIBLE_DEVICES"]
      holders = [Holder.remote() for _ in range(4)]
      if sorted(ray.get([one.sees.remote() for one in holders])) == ["0", "1", "1", "2"]:
          print("each has its own", flush=True)
      """;

  @SuppressWarnings("NullAway.Init")
  private static HostGroup hosts;

  @SuppressWarnings("NullAway.Init")
  private Driver driver;

  @BeforeAll
  static void start() throws IOException {
    hosts = RayHosts.start("oak", HOSTS.size());
    for (String host : HOSTS) {
      write(host, "/root/train.py", Files.readString(Path.of("../../examples/ray/train.py")));
      write(host, "/root/all.py", USING_ALL);
      write(host, "/root/accelerators.py", ACCELERATORS);
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
  void theChecksSayWhichItIsAndWhereThereIsNone() {
    assertThat(checked())
        .isInstanceOfSatisfying(
            CheckOutcome.Passed.class,
            passed ->
                assertThat(passed.found())
                    .matches("every host has Ray 2\\.\\d+\\.\\d+ with Python 3\\.\\d+\\.\\d+.*"));

    hosts.on("h2", "mv /opt/ray /opt/away");
    try {
      assertThat(checked())
          .isInstanceOfSatisfying(
              CheckOutcome.Failed.class,
              failed -> {
                assertThat(failed.reason()).endsWith(" on h2");
                assertThat(failed.remedy()).contains("ray[default]");
              });
    } finally {
      hosts.on("h2", "mv /opt/away /opt/ray");
    }
  }

  private static CheckOutcome checked() {
    List<Check> told = new ArrayList<>();
    new VmDriverProvider().check(HostTarget.over(hosts, settings()), told::add);
    return told.stream()
        .filter(one -> one.name().equals("ray"))
        .map(Check::outcome)
        .findFirst()
        .orElseThrow();
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
  void tasksShareTheAcceleratorsThatTheAttemptWasDealt() throws Exception {
    AttemptId other = HostTarget.attempt("other");
    AttemptId attempt = HostTarget.attempt("dealt");
    Accelerators three = new Accelerators("a100", 3);
    String wish =
        "'resources': {'cpus': 0.5, 'memoryMiB': 300, 'accelerators': {'kind': 'a100', 'count': %d}},";
    try (Driver counting = new VmDriverProvider().open(HostTarget.over(hosts, settings(), three))) {
      // On one of the hosts the first is taken.
      counting.submit(Wish.with(other, "sleep 600", wish.formatted(1)));
      counting.submit(
          Wish.spoken(
              attempt,
              "'runtime': 'ray', 'workers': {'min': 2, 'max': 2}," + wish.formatted(2),
              "python",
              "accelerators.py"));
      Waiting.until(counting, attempt, Observation.Succeeded.class);
      assertThat(printed(attempt)).contains("each has its own");
      Waiting.released(counting, attempt);
      Waiting.released(counting, other);
    }
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
        new TreeMap<>(Map.of("ray", RayHosts.RAY, "start-within", "PT2M", "grace", "PT20S"));
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
}
