package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.targets.api.Driver;
import dev.berth.targets.api.Subscription;
import dev.berth.targets.api.TargetTroubleException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringTest {

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
  }

  private static long lists(SpokenApiServer server) {
    return server.askedOfJobs().stream().filter(query -> !query.contains("watch=true")).count();
  }

  private static String added(int number) {
    return "{\"type\":\"ADDED\",\"object\":%s}"
        .formatted(
            WatchResumptionTest.job("1" + number, "")
                .replace("train-1", "train-" + number)
                .replace("\"u1\"", "\"u" + number + "\""));
  }

  @Test
  void countsAttemptsByTheWatchWhereThereIsOne(@TempDir Path folder) throws Exception {
    AtomicReference<String> listed =
        new AtomicReference<>(WatchResumptionTest.list("10", WatchResumptionTest.job("9", "")));
    try (SpokenApiServer server = new SpokenApiServer(_ -> listed.get());
        Driver driver = server.driver(folder)) {
      assertThat(driver.capacity().attemptsLive()).isEqualTo(1);
      assertThat(lists(server)).isEqualTo(1);

      try (Subscription _ = driver.watch(_ -> {})) {
        await().until(() -> server.watches() >= 2);
        server.tell(added(2));
        server.tell(added(3));
        await().until(() -> driver.capacity().attemptsLive() == 3);
        long before = lists(server);
        assertThat(driver.capacity().attemptsLive()).isEqualTo(3);
        assertThat(lists(server)).isEqualTo(before);
      }

      assertThat(driver.capacity().attemptsLive()).isEqualTo(1);
    }
  }

  @Test
  void doesNotTellWhatABrokenWatchKnew(@TempDir Path folder) throws Exception {
    String one = WatchResumptionTest.list("10", WatchResumptionTest.job("9", ""));
    AtomicReference<String> listed = new AtomicReference<>(one);
    try (SpokenApiServer server = new SpokenApiServer(_ -> listed.get());
        Driver driver = server.driver(folder);
        Subscription _ = driver.watch(_ -> {})) {
      await().until(() -> server.watches() >= 2);
      assertThat(driver.capacity().attemptsLive()).isEqualTo(1);

      listed.set("503{}");
      server.tell(WatchResumptionTest.EXPIRED);

      await()
          .untilAsserted(() ->
              assertThatThrownBy(driver::capacity).isInstanceOf(TargetTroubleException.class));
      listed.set(WatchResumptionTest.list("20", ""));
      assertThat(driver.capacity().attemptsLive()).isZero();
    }
  }
}
