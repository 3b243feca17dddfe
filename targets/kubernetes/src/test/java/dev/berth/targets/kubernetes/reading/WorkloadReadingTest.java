package dev.berth.targets.kubernetes.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are those of Kueue 0.15.0. */
class WorkloadReadingTest {

  private static final String NO_QUOTA =
      "type: QuotaReserved, status: \"False\", reason: Pending, message: \"couldn't assign flavors to pod set main: insufficient unused quota for cpu in flavor default, 2 more needed\"";

  @ParameterizedTest
  @CsvSource({
    "Preempted, PREEMPTED",
    "ClusterQueueStopped, PREEMPTED",
    "Deactivated, PREEMPTED",
    "PodsReadyTimeout, CAPACITY",
    "AdmissionCheck, CAPACITY",
    "NodeFailures, INFRASTRUCTURE"
  })
  void failsWhenItsPlaceIsTakenBack(String reason, FailureCategory category) {
    assertThat(
            new Seen()
                .workload(
                    "type: Evicted, status: \"True\", reason: %s, message: \"Preempted to accommodate a workload\", lastTransitionTime: \"2026-11-25T03:00:40Z\""
                        .formatted(reason)))
        .get(InstanceOfAssertFactories.type(Observation.Failed.class))
        .returns(category, Observation.Failed::category)
        .returns(Seen.CREATED.plusSeconds(40), Observation.Failed::endedAt);
  }

  @Test
  void waitsForQuotaWithKueuesReason() {
    assertThat(new Seen().workload(NO_QUOTA))
        .get(InstanceOfAssertFactories.type(Observation.Pending.class))
        .extracting(Observation.Pending::reason)
        .asString()
        .contains("queue", "insufficient unused quota for cpu");
  }

  @Test
  void failsForWantOfCapacityWhenItWaitedLongEnough() {
    assertThat(new Seen().after(Duration.ofHours(25)).workload(NO_QUOTA))
        .get(InstanceOfAssertFactories.type(Observation.Failed.class))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category);
  }

  @Test
  void failsWhenThereIsNoSuchQueue() {
    assertThat(
            new Seen()
                .workload(
                    "type: QuotaReserved, status: \"False\", reason: Inadmissible, message: \"LocalQueue gpus doesn't exist\""))
        .get(InstanceOfAssertFactories.type(Observation.Failed.class))
        .returns(FailureCategory.CONFIGURATION, Observation.Failed::category);
  }

  @Test
  void waitsForConsentThoughItHasItsQuota() {
    assertThat(new Seen().workload("type: QuotaReserved, status: \"True\", reason: QuotaReserved"))
        .get(InstanceOfAssertFactories.type(Observation.Pending.class))
        .extracting(Observation.Pending::reason)
        .isEqualTo("it waits in Kueue's queue: it has its quota");
    assertThat(
            new Seen()
                .after(Duration.ofHours(25))
                .workload("type: QuotaReserved, status: \"True\", reason: QuotaReserved"))
        .get(InstanceOfAssertFactories.type(Observation.Failed.class))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category);
  }

  @ParameterizedTest
  @CsvSource({"Evicted, False", "Admitted, True"})
  void saysNothingOfOneThatHasItsPlace(String type, String status) {
    assertThat(new Seen().workload("type: %s, status: \"%s\"".formatted(type, status))).isEmpty();
  }

  /** Its operator may be down when Kueue lets a RayJob go on. */
  @Test
  void failsWhenNobodyTakesUpWhatHasItsPlace() {
    String admitted =
        "type: Admitted, status: \"True\", lastTransitionTime: \"2026-11-25T05:00:00Z\"";
    assertThat(new Seen().after(Duration.ofHours(2).plusMinutes(14)).workloadNotTakenUp(admitted))
        .isEmpty();
    assertThat(new Seen().after(Duration.ofHours(2).plusMinutes(15)).workloadNotTakenUp(admitted))
        .get(InstanceOfAssertFactories.type(Observation.Failed.class))
        .returns(FailureCategory.CAPACITY, Observation.Failed::category);
    assertThat(new Seen().after(Duration.ofHours(25)).workloadNotTakenUp(NO_QUOTA)).isEmpty();
  }
}
