package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.Subscription;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchResumptionTest {

  static final String EXPIRED =
      "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"too old resource version: 20 (454)\",\"reason\":\"Expired\",\"code\":410}}";

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }

  static String job(String version, String status) {
    return "{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":{\"name\":\"train-1\",\"namespace\":\"berth-jobs\",\"uid\":\"u1\",\"resourceVersion\":\"%s\",\"creationTimestamp\":\"2026-11-25T03:00:00Z\",\"labels\":{\"app.kubernetes.io/managed-by\":\"berth\",\"berth.dev/target\":\"spoken\",\"berth.dev/attempt\":\"train-1\"}},\"spec\":{\"suspend\":true},\"status\":{%s}}"
        .formatted(version, status);
  }

  static String list(String version, String item) {
    return "{\"kind\":\"JobList\",\"apiVersion\":\"batch/v1\",\"metadata\":{\"resourceVersion\":\"%s\"},\"items\":[%s]}"
        .formatted(version, item);
  }

  @Test
  void goesOnFromTheLastBookmarkAndListsAnewWhenThatIsTooOld(@TempDir Path folder)
      throws Exception {
    AtomicReference<String> listed = new AtomicReference<>(list("10", job("9", "")));
    Queue<Observation> told = new ConcurrentLinkedQueue<>();
    try (SpokenApiServer server = new SpokenApiServer(_ -> listed.get());
        Driver driver = server.driver(folder);
        Subscription _ = driver.watch(change -> told.add(change.observation()))) {
      await().until(() -> told.stream().anyMatch(Observation.Pending.class::isInstance));
      await().until(() -> server.askedOfJobs().size() >= 2);
      assertThat(server.askedOfJobs().getLast())
          .contains("watch=true", "allowWatchBookmarks=true", "resourceVersion=10");

      server.tell(
          "{\"type\":\"BOOKMARK\",\"object\":{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":{\"resourceVersion\":\"20\"}}}");
      server.hangUp();
      await().until(() -> server.askedOfJobs().getLast().contains("resourceVersion=20"));

      listed.set(
          list(
              "500",
              job(
                  "480",
                  "\"completionTime\":\"2026-11-25T03:05:00Z\",\"conditions\":[{\"type\":\"Complete\",\"status\":\"True\"}]")));
      server.tell(EXPIRED);

      await().until(() -> told.stream().anyMatch(Observation.Succeeded.class::isInstance));
      await().until(() -> server.askedOfJobs().getLast().contains("resourceVersion=500"));
    }
  }

  /** Somebody deleted it and made it again from its manifest while nobody watched. */
  @Test
  void takesAnotherObjectOfItsNameForProofThatItIsGone(@TempDir Path folder) throws Exception {
    AtomicReference<String> listed = new AtomicReference<>(list("10", job("9", "")));
    Queue<NativeAttempt> told = new ConcurrentLinkedQueue<>();
    try (SpokenApiServer server = new SpokenApiServer(_ -> listed.get());
        Driver driver = server.driver(folder);
        Subscription _ = driver.watch(told::add)) {
      await().until(() -> !told.isEmpty());
      await().until(() -> server.askedOfJobs().size() >= 2);

      listed.set(list("500", job("480", "").replace("\"u1\"", "\"u2\"")));
      server.tell(EXPIRED);

      await().until(() -> told.size() >= 3);
      assertThat(told)
          .extracting(NativeAttempt::nativeId, seen -> seen.observation().getClass())
          .containsExactly(
              tuple("u1", Observation.Pending.class),
              tuple("u1", Observation.Gone.class),
              tuple("u2", Observation.Pending.class));
    }
  }
}
