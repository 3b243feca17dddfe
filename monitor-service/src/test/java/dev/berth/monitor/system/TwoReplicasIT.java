package dev.berth.monitor.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import dev.berth.local.broker.BrokerPlace;
import dev.berth.local.broker.KraftBroker;
import dev.berth.local.broker.TopicSetup;
import dev.berth.monitor.fixtures.JobFacts;
import dev.berth.monitor.fixtures.Pools;
import dev.berth.monitor.fixtures.Topics;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoReplicasIT {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final TargetId POOL = new TargetId("pool-a");
  private static final String ALONE = "Berth-Asked-By";
  private static final int JOBS = 20;

  @SuppressWarnings("NullAway.Init") // started before all tests
  private KraftBroker broker;

  @SuppressWarnings("NullAway.Init") // opened before all tests
  private Topics topics;

  @SuppressWarnings("NullAway.Init") // opened before all tests
  private Pools pools;

  private final List<ServiceProcess> replicas = new ArrayList<>();

  private final List<String> ids =
      IntStream.range(0, JOBS).mapToObj("listed-%02d"::formatted).toList();

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    broker = KraftBroker.start(BrokerPlace.onFreePorts(folder.resolve("broker")));
    TopicSetup.apply(broker.bootstrapServers());
    topics = new Topics(broker.bootstrapServers());
    pools = new Pools(folder, POOL);
    for (String name : List.of("one", "other")) {
      replicas.add(
          ServiceProcess.start(
              folder.resolve(name),
              Map.of(
                  "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                  "BERTH_FLEET", pools.fleet().toString())));
    }
    replicas.forEach(ServiceProcess::awaitReady);
    for (String id : ids) {
      topics.tell(JobFacts.of(id, "train").at(Instant.now()).requested());
    }
    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          for (ServiceProcess replica : replicas) {
            assertThat(listed(replica, "/jobs?limit=100")).containsAll(ids);
          }
          // Both have some, so that each has to ask the other.
          for (ServiceProcess replica : replicas) {
            assertThat(listed(replica, "/jobs?limit=100", ALONE, "test")).hasSizeBetween(1, 19);
          }
        });
  }

  @AfterAll
  void stop() throws Exception {
    replicas.forEach(ServiceProcess::close);
    pools.close();
    topics.close();
    broker.close();
  }

  @Test
  void whicheverReplicaIsAskedAnswersForEveryJob() {
    for (String id : ids) {
      for (ServiceProcess replica : replicas) {
        JsonNode job = replica.json("/jobs/" + id);
        assertThat(job.path("id").asText()).isEqualTo(id);
        assertThat(job.path("phase").asText()).isEqualTo("requested");
        assertThat(job.at("/waiting/what").asText())
            .isEqualTo("the advisor's decision about attempt 1");
        assertThat(job.at("/budgets/infrastructure/left").asInt()).isEqualTo(3);
      }
      // One that is asked by a replica answers for its own jobs only: no question goes in circles.
      assertThat(replicas.stream().map(one -> one.status("/jobs/" + id, ALONE, "test")))
          .containsExactlyInAnyOrder(200, 503);
    }
  }

  @Test
  void listsEveryJobOnceOverPages() {
    List<String> listed = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          replicas.getFirst().json("/jobs?limit=7" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      page.path("jobs").forEach(job -> listed.add(job.path("id").asText()));
      cursor = page.path("cursor").asText("");
    } while (!cursor.isEmpty());

    assertThat(listed).isSorted().doesNotHaveDuplicates().containsAll(ids);
  }

  @Test
  void listsByPhaseAndTeam() {
    ServiceProcess replica = replicas.getLast();

    assertThat(listed(replica, "/jobs?phase=requested&team=default")).containsAll(ids);
    assertThat(listed(replica, "/jobs?phase=failed")).isEmpty();
    assertThat(listed(replica, "/jobs?team=vision")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/jobs?phase=odd, 400, phase, odd",
    "/jobs?limit=501, 400, limit, 501",
    "/jobs?limit=x, 400, limit, x",
    "/jobs?cursor=UPPER, 400, cursor, UPPER",
    "/jobs/UPPER, 400, id, UPPER",
    "/jobs/nobody, 404, id, nobody",
    "/jobs/nobody/events, 404, id, nobody",
    "/jobs/nobody/logs, 404, id, nobody",
    "/jobs/listed-00/logs?attempt=x, 400, attempt, x",
    "/jobs/listed-00/logs?attempt=1, 404, attempt, 1"
  })
  void namesWhatIsWrong(String path, int status, String field, String value) {
    HttpResponse<String> answer = replicas.getFirst().get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"field\":\"" + field + "\"").contains(value);
  }

  @Test
  void refusesToGoOnBehindWhatIsNoEvent() {
    HttpResponse<String> answer =
        replicas.getFirst().get("/jobs/listed-00/events", "Last-Event-ID", "yesterday");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Last-Event-ID").contains("yesterday");
  }

  @Test
  void aStreamThatBrokeOffGoesOnBehindItsLastEventOnTheOtherReplica() throws Exception {
    JobFacts job = JobFacts.of("streamed", "train").at(Instant.now());
    topics.tell(job.requested(), job.placed(1, POOL));
    String path = "/jobs/streamed/events?follow=false";
    awaitKnown("streamed");

    List<EventStream.Sent> all = EventStream.parse(replicas.getFirst().text(path));
    assertThat(all)
        .extracting(EventStream.Sent::type)
        .containsExactly("job.requested.v1", "job.placed.v1");
    assertThat(all.getFirst().content().at("/data/spec/id").asText()).isEqualTo("streamed");

    List<EventStream.Sent> rest =
        EventStream.parse(replicas.getLast().text(path, "Last-Event-ID", all.getFirst().id()));
    assertThat(rest).containsExactly(all.getLast());
    assertThat(replicas.getLast().text(path, "Last-Event-ID", all.getLast().id())).isEmpty();
  }

  @Test
  void aStreamTellsWhatComes() throws Exception {
    JobFacts job = JobFacts.of("followed", "train").at(Instant.now());
    topics.tell(job.requested());
    awaitKnown("followed");

    try (Stream<String> lines = replicas.getLast().lines("/jobs/followed/events")) {
      var types =
          lines
              .filter(line -> line.startsWith("event: "))
              .map(line -> line.substring(7))
              .iterator();
      assertThat(types.next()).isEqualTo("job.requested.v1");
      topics.tell(job.placed(1, POOL));

      assertThat(types.next()).isEqualTo("job.placed.v1");
    }
  }

  @Test
  void showsAnAttemptAndItsLogAndFollowsItToItsEnd() throws Exception {
    JobFacts job = JobFacts.of("talking", "echo one; sleep 2; echo two").at(Instant.now());
    topics.tell(job.requested(), job.placed(1, POOL));
    SubmitOutcome.Submitted outcome =
        (SubmitOutcome.Submitted)
            pools.submit(new Submission(job.attempt(1), job.spec(), false, null));
    topics.tell(job.submitted(1, POOL, outcome.nativeId()));
    for (ServiceProcess replica : replicas) {
      await()
          .atMost(SOON)
          .untilAsserted(() ->
              assertThat(replica.json("/jobs/talking").at("/attempts/0/observation/kind").asText())
                  .isIn("running", "succeeded"));

      assertThat(replica.text("/jobs/talking/logs?follow=true")).isEqualTo("one\ntwo\n");
      assertThat(replica.text("/jobs/talking/logs?attempt=1")).isEqualTo("one\ntwo\n");
    }
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(replicas.getFirst().json("/jobs/talking").path("phase").asText())
                .isEqualTo("releasing"));
    assertThat(replicas.getFirst().json("/jobs/talking").at("/attempts/0/ending/kind").asText())
        .isEqualTo("succeeded");
  }

  @Test
  void bothKnowWhatTheTargetsSay() {
    for (ServiceProcess replica : replicas) {
      await()
          .atMost(SOON)
          .untilAsserted(() -> {
            JsonNode pool = replica.json("/targets").path(0);
            assertThat(pool.path("target").asText()).isEqualTo("pool-a");
            assertThat(pool.path("reachable").asBoolean()).isTrue();
            assertThat(Instant.parse(pool.path("since").asText()))
                .isBeforeOrEqualTo(Instant.parse(pool.path("observedAt").asText()));
            assertThat(pool.at("/capacity/cpusTotal").asDouble()).isEqualTo(8);
          });
    }
  }

  @Test
  void countsAndDescribesItself() {
    assertThat(replicas.stream().map(one -> one.text("/q/metrics")).toList())
        .allSatisfy(metrics ->
            assertThat(metrics)
                .contains("berth_jobs{phase=\"requested\"}")
                .contains("berth_ledger_fold_seconds_count")
                .contains("berth_releases_outstanding")
                .contains("berth_consumer_lag{"))
        .anySatisfy(metrics ->
            assertThat(metrics)
                .contains("berth_looks_seconds_count{result=\"answered\",target=\"pool-a\"}"));
    assertThat(replicas.getFirst().text("/q/openapi"))
        .contains("/jobs/{id}/events")
        .contains("/jobs/{id}/logs")
        .contains("/targets");
  }

  @Test
  void countsAnEndedAttemptByItsOutcome() throws Exception {
    JobFacts job = JobFacts.of("counted", "train").at(Instant.now());
    topics.tell(job.requested(), job.placed(1, POOL), job.submitted(1, POOL, "pid-0"));
    topics.tell(job.observed(1, POOL, new Observation.Gone("killed"), Instant.now()));

    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(replicas.stream().map(one -> one.text("/q/metrics")))
                .anySatisfy(metrics ->
                    assertThat(metrics)
                        .contains(
                            "berth_attempts_ended_total{category=\"none\",outcome=\"lost\"}")));
  }

  private void awaitKnown(String id) {
    for (ServiceProcess replica : replicas) {
      await().atMost(SOON).until(() -> replica.status("/jobs/" + id) == 200);
    }
  }

  private static List<String> listed(ServiceProcess replica, String path, String... headers) {
    List<String> listed = new ArrayList<>();
    replica.json(path, headers).path("jobs").forEach(job -> listed.add(job.path("id").asText()));
    return listed;
  }
}
