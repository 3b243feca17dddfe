package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.targets.api.Driver;
import dev.berth.targets.api.Subscription;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManyClustersTest {

  private static final int CLUSTERS = 100;

  /** Two event loops for each core, their helpers, and the carriers of virtual threads. */
  private static final int THREADS_FOR_ALL = 60;

  @Test
  void areWatchedByTheThreadsOfOne(@TempDir Path folder) throws Exception {
    List<Driver> drivers = new ArrayList<>();
    List<Future<Subscription>> opened = new ArrayList<>();
    List<Subscription> subscriptions = new ArrayList<>();
    int before = ManagementFactory.getThreadMXBean().getThreadCount();
    try (SpokenApiServer server =
        new SpokenApiServer(_ ->
            "{\"kind\":\"JobList\",\"apiVersion\":\"batch/v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[]}")) {
      try (ExecutorService openers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int number = 0; number < CLUSTERS; number++) {
          Driver driver = server.driver(folder);
          drivers.add(driver);
          opened.add(openers.submit(() -> driver.watch(_ -> {})));
        }
      }
      for (Future<Subscription> one : opened) {
        subscriptions.add(one.get());
      }
      // Of jobs and of pods; there is no KubeRay there.
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> server.watches() >= 2 * CLUSTERS);

      assertThat(ManagementFactory.getThreadMXBean().getThreadCount() - before)
          .isLessThan(THREADS_FOR_ALL);
    } finally {
      subscriptions.forEach(Subscription::close);
      drivers.forEach(Driver::close);
    }
  }
}
