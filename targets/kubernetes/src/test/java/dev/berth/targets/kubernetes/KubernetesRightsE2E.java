package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.kubernetes.live.Account;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The driver with exactly the rights of {@code k8s/targets/kubernetes/rights.yaml}. */
class KubernetesRightsE2E {

  @TempDir private Path folder;
  private LiveCluster cluster;
  private Driver provisioner;
  private Driver monitor;

  @BeforeEach
  void open() throws Exception {
    cluster = new LiveCluster(folder);
    provisioner = cluster.driver(Account.PROVISIONER);
    monitor = cluster.driver(Account.MONITOR);
  }

  @AfterEach
  void close() {
    provisioner.close();
    monitor.close();
    cluster.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(200));
  }

  @Test
  void sufficeForAWholeAttempt() throws Exception {
    Submission whole = LiveCluster.submission("whole", 2, Map.of());
    Queue<Observation> told = new ConcurrentLinkedQueue<>();
    try (var watch = monitor.watch(seen -> told.add(seen.observation()))) {
      assertThat(watch).isNotNull();
      assertThat(provisioner.submit(whole)).isInstanceOf(SubmitOutcome.Submitted.class);
      assertThat(provisioner.submit(whole))
          .asInstanceOf(InstanceOfAssertFactories.type(SubmitOutcome.Submitted.class))
          .returns(true, SubmitOutcome.Submitted::adopted);
      List<Pod> pods = cluster.pods("whole-1", 2);
      assertThat(monitor.find())
          .singleElement()
          .extracting(NativeAttempt::observation)
          .isInstanceOf(Observation.Pending.class);
      pods.forEach(cluster::runs);
      await().until(() -> told.stream().anyMatch(Observation.Running.class::isInstance));
      assertThat(monitor.capacity().attemptsLive()).isEqualTo(1);

      await().until(() -> provisioner.release(whole.attempt()) instanceof ReleaseOutcome.Released);
      assertThat(monitor.find()).isEmpty();
    }
  }

  @Test
  void sufficeForARayJob() throws Exception {
    Submission ray = LiveCluster.submission("rays", 1, Map.of("runtime", "ray"));

    assertThat(provisioner.submit(ray)).isInstanceOf(SubmitOutcome.Submitted.class);
    assertThat(monitor.find()).hasSize(1);
    await().until(() -> provisioner.release(ray.attempt()) instanceof ReleaseOutcome.Released);

    assertThat(monitor.find()).isEmpty();
  }

  @Test
  void letTheMonitorChangeNothing() throws Exception {
    assertThat(monitor.submit(LiveCluster.submission("mine", 1, Map.of())))
        .asInstanceOf(InstanceOfAssertFactories.type(SubmitOutcome.Refused.class))
        .returns(FailureCategory.CONFIGURATION, SubmitOutcome.Refused::category)
        .extracting(SubmitOutcome.Refused::reason)
        .asString()
        .contains("forbidden");
  }

  @Test
  void doNotLetTheProvisionerLookAtTheWholeCluster() {
    assertThatThrownBy(provisioner::capacity)
        .isInstanceOf(TargetTroubleException.class)
        .hasMessageContaining("forbidden");
  }
}
