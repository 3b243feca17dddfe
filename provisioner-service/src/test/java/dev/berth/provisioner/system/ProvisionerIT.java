package dev.berth.provisioner.system;

import static dev.berth.provisioner.system.Events.at;
import static dev.berth.provisioner.system.Events.ended;
import static dev.berth.provisioner.system.Events.placed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.DeadLetters;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.JobId;
import dev.berth.contracts.Topic;
import dev.berth.local.broker.BrokerPlace;
import dev.berth.local.broker.KraftBroker;
import dev.berth.local.broker.TopicSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One service, one broker, jobs of many kinds. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class ProvisionerIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> FLEET =
      List.of("pool-a", "pool-b", "pool-late", "pool-away", "pool-never", "pool-tiny");

  private KraftBroker broker;
  private ServiceProcess service;
  private Pipes pipes;
  private Pools pools;

  @BeforeAll
  void start(@TempDir Path directory) {
    broker = KraftBroker.start(BrokerPlace.onFreePorts(directory.resolve("broker")));
    TopicSetup.apply(broker.bootstrapServers());
    pools = new Pools(directory);
    pools.write(FLEET, 40);
    List.of("pool-a", "pool-b", "pool-tiny").forEach(pools::make);
    pipes = new Pipes(broker.bootstrapServers());
    service =
        ServiceProcess.start(
                directory,
                Map.of(
                    "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                    "BERTH_FLEET", pools.fleetFile().toString(),
                    "BERTH_PROVISIONER_RETRY_MAXIMUM", "1s"))
            .awaitReady();
  }

  @AfterAll
  void stop() {
    service.close();
    pipes.close();
    broker.close();
    pools.clear();
  }

  @Test
  void makesADecisionSoTellsOfItAndReleasesItWhenItHasEnded() {
    pipes.write(placed("plain-1", "pool-a", null, "echo $TRACEPARENT; exec sleep 600"));

    Envelope<?> submitted = awaitTold("plain", AttemptSubmitted.class).getFirst();
    assertThat(submitted.event())
        .isInstanceOfSatisfying(
            AttemptSubmitted.class, event -> assertThat(event.adopted()).isFalse());
    assertThat(pools.processesOf("plain-1")).isNotEmpty();
    assertThat(submitted.traceparent())
        .startsWith("00-" + Events.TRACE + "-")
        .doesNotContain("b7ad6b7169203331");
    Path log = pools.folder("pool-a").resolve("attempts/plain-1/worker-0/log");
    await().atMost(SOON).untilAsserted(() -> assertThat(log).content().isNotBlank());
    assertThat(log).hasContent(String.valueOf(submitted.traceparent()));

    pipes.write(ended("plain-1", "pool-a"));

    Envelope<?> released = awaitTold("plain", AttemptReleased.class).getLast();
    assertThat(released.traceparent()).startsWith("00-" + Events.TRACE + "-");
    assertThat(pools.processesOf("plain-1")).isEmpty();
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(service.text("/q/metrics"))
                .contains("berth_submissions_total")
                .contains("berth_releases_total")
                .contains("berth_releases_outstanding")
                .contains("berth_submissions_in_flight")
                .contains("berth_call_duration_seconds_bucket")
                .contains("berth_consumer_lag"));
  }

  @Test
  void everyDeliveryMayComeTwice() throws Exception {
    Path marks = Files.createFile(pools.mark("twice"));
    String script = "echo x >> " + marks + "; exec sleep 600";
    pipes.write(placed("twice-1", "pool-a", null, script));
    pipes.write(placed("twice-1", "pool-a", null, script));
    awaitTold("twice", AttemptSubmitted.class);
    pipes.write(placed("twice-1", "pool-a", null, script));
    pipes.write(ended("twice-1", "pool-a"));
    pipes.write(ended("twice-1", "pool-a"));
    awaitTold("twice", AttemptReleased.class);
    pipes.write(ended("twice-1", "pool-a"));
    pipes.write(placed("twice-1", "pool-a", null, script));
    awaitIdle("twice");

    assertThat(marks).hasContent("x");
    assertThat(pipes.told("twice").stream().map(Envelope::id).distinct()).hasSize(2);
    assertThat(pools.processesOf("twice-1")).isEmpty();
  }

  @Test
  void theNextAttemptStartsWhenTheOneBeforeIsReallyGone() throws Exception {
    Path pid = pools.mark("fenced.pid");
    Path seen = pools.mark("fenced.seen");
    pipes.write(
        placed(
            "fenced-1",
            "pool-a",
            null,
            "trap '' TERM; echo $$ > " + pid + "; while :; do sleep 0.1; done"));
    await().atMost(SOON).untilAsserted(() -> assertThat(pid).isNotEmptyFile());

    pipes.write(
        placed(
            "fenced-2",
            "pool-b",
            at("fenced-1", "pool-a"),
            // A zombie answers to kill -0 until init gets round to it; it does nothing any more.
            "if grep -qs 'State:.[RSDT]' /proc/$(cat "
                + pid
                + ")/status; then echo alive; else"
                + " echo gone; fi > "
                + seen
                + "; exec sleep 600"));

    await().atMost(SOON).untilAsserted(() -> assertThat(seen).isNotEmptyFile());
    assertThat(seen).hasContent("gone");
    assertThat(awaitTold("fenced", AttemptSubmitted.class, 2).stream().map(this::what))
        .containsExactly(
            "AttemptSubmitted fenced-1", "AttemptReleased fenced-1", "AttemptSubmitted fenced-2");
  }

  @Test
  void anEndingOvertakesASubmissionWhoseTargetIsAway() {
    Path marks = pools.mark("late");
    pipes.write(placed("late-1", "pool-late", null, "echo x >> " + marks));
    // In one look: a moment later it asks again, and has no trouble until that is answered.
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          JsonNode course = service.course("late-1");
          assertThat(course.path("waitsFor").asText()).isEqualTo("retry");
          assertThat(course.path("task").asText()).isEqualTo("submit");
          assertThat(course.path("trouble").asText()).contains("is not there");
        });

    pipes.write(ended("late-1", "pool-late"));
    await()
        .atMost(SOON)
        .until(() -> service.course("late-1").path("task").asText().equals("release"));
    pools.make("pool-late");

    assertThat(awaitTold("late", AttemptReleased.class)).hasSize(1);
    awaitIdle("late");
    assertThat(marks).doesNotExist();
  }

  @Test
  void aTargetThatIsAwayHoldsUpItsOwnJobsOnly() {
    List<String> jobs = jobsOfPartition(3, 12);
    pipes.write(placed(jobs.getFirst() + "-1", "pool-away", null, "exec sleep 600"));
    await()
        .atMost(SOON)
        .until(
            () -> service.course(jobs.getFirst() + "-1").path("waitsFor").asText().equals("retry"));

    for (String job : jobs.subList(1, jobs.size())) {
      pipes.write(placed(job + "-1", "pool-b", null, "exec sleep 600"));
    }

    for (String job : jobs.subList(1, jobs.size())) {
      assertThat(awaitTold(job, AttemptSubmitted.class)).hasSize(1);
      pipes.write(ended(job + "-1", "pool-b"));
    }
    assertThat(pipes.told(jobs.getFirst())).isEmpty();
    pools.make("pool-away");
    assertThat(awaitTold(jobs.getFirst(), AttemptSubmitted.class)).hasSize(1);
  }

  @Test
  void whatCannotBeReadBecomesADeadLetterAndHoldsUpNobody() {
    List<String> jobs = jobsOfPartition(1, 1);
    String job = jobs.getFirst();
    byte[] poison = {0, (byte) 0xff, 'b', 'a', 'd'};
    pipes.write(Topic.DECISIONS, job, poison);
    pipes.write(Topic.DECISIONS, job, null);
    pipes.write(Topic.HEALTH, job, poison);
    pipes.write(placed(job + "-1", "pool-a", null, "exec sleep 600"));

    assertThat(awaitTold(job, AttemptSubmitted.class)).hasSize(1);
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(pipes.records(Topic.DEAD_LETTERS))
                .filteredOn(letter -> new String(letter.key(), StandardCharsets.UTF_8).equals(job))
                .hasSize(3)
                .anySatisfy(letter -> {
                  assertThat(letter.value()).isEqualTo(poison);
                  assertThat(header(letter, DeadLetters.TOPIC)).isEqualTo("berth.health");
                  assertThat(header(letter, DeadLetters.SERVICE)).isEqualTo("provisioner");
                })
                .anySatisfy(letter -> assertThat(letter.value()).isNull()));
  }

  @Test
  void aRefusalIsFinal() {
    List<String> fillers = IntStream.range(0, 40).mapToObj(n -> "filler" + n).toList();
    fillers.forEach(job -> pipes.write(placed(job + "-1", "pool-tiny", null, "exec sleep 600")));
    fillers.forEach(job -> awaitTold(job, AttemptSubmitted.class));
    pipes.write(placed("refused-1", "pool-tiny", null, "exec sleep 600"));

    assertThat(awaitTold("refused", AttemptRefused.class).getFirst().event())
        .isInstanceOfSatisfying(
            AttemptRefused.class,
            refused -> assertThat(refused.category()).isEqualTo(FailureCategory.CAPACITY));
    fillers.forEach(job -> pipes.write(ended(job + "-1", "pool-tiny")));
    fillers.forEach(job -> awaitTold(job, AttemptReleased.class));
    pipes.write(placed("refused-1", "pool-tiny", null, "exec sleep 600"));
    pipes.write(placed("refused-2", "pool-tiny", at("refused-1", "pool-tiny"), "exec sleep 600"));

    awaitTold("refused", AttemptSubmitted.class);
    assertThat(pools.processesOf("refused-1")).isEmpty();
    assertThat(pools.processesOf("refused-2")).isNotEmpty();
  }

  @Test
  void aTargetThatTheFleetDoesNotHaveIsWaitedFor() {
    pipes.write(placed("unknown-1", "pool-new", null, "exec sleep 600"));
    await()
        .atMost(SOON)
        .until(() ->
            service
                .course("unknown-1")
                .path("trouble")
                .asText()
                .equals("target 'pool-new' is not in the fleet"));
    assertThat(service.text("/q/metrics"))
        .containsPattern("berth_troubles_total\\{[^}]*target=\"pool-new\"");

    List<String> more = new ArrayList<>(FLEET);
    more.add("pool-new");
    pools.make("pool-new");
    pools.write(more, 40);

    assertThat(awaitTold("unknown", AttemptSubmitted.class)).hasSize(1);
  }

  @Test
  void showsItsLanesAndSaysWhatIsWrongWithARequest() {
    assertThat(service.json("/lanes?limit=1").path("total").isInt()).isTrue();
    assertThat(service.status("/lanes?limit=0")).isEqualTo(400);
    assertThat(service.json("/lanes?limit=many").path("violations").path(0).path("field").asText())
        .isEqualTo("limit");
    assertThat(service.text("/q/openapi")).contains("/lanes").contains("LaneView");
    assertThat(service.status("/q/health/live")).isEqualTo(200);
  }

  private String what(Envelope<?> told) {
    return told.event() instanceof dev.berth.contracts.ProvisionEvent event
        ? event.getClass().getSimpleName() + " " + event.attempt()
        : "";
  }

  private List<Envelope<?>> awaitTold(String job, Class<?> kind) {
    return awaitTold(job, kind, 1);
  }

  private List<Envelope<?>> awaitTold(String job, Class<?> kind, int times) {
    await()
        .atMost(SOON)
        .until(() ->
            pipes.told(job).stream().filter(told -> kind.isInstance(told.event())).count()
                >= times);
    return pipes.told(job);
  }

  private void awaitIdle(String job) {
    await()
        .atMost(SOON)
        .until(() -> !service.json("/lanes?limit=1000").findValuesAsText("job").contains(job));
  }

  private static List<String> jobsOfPartition(int partition, int count) {
    return IntStream.range(0, 10_000)
        .mapToObj(number -> "p" + partition + "-" + count + "-" + number)
        .filter(job -> Topic.partitionOf(new JobId(job)) == partition)
        .limit(count)
        .toList();
  }

  private static String header(ConsumerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
