package dev.berth.targets.kubernetes.ray;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.contracts.Observation;
import dev.berth.targets.api.Driver;
import dev.berth.targets.api.NativeAttempt;
import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.TargetTroubleException;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A head that dies takes its jobs with it, and the one that comes after it knows nothing of them.
 */
class RayHeadLossE2E {

  @Test
  void isUnreachableWhileItsHeadIsAwayAndGoneWithIt() throws Exception {
    Submission lost = LiveHead.shell("lost", "sleep 600");
    try (LiveHead head = new LiveHead();
        Driver driver = head.driver()) {
      driver.submit(lost);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> driver.find().getFirst().observation() instanceof Observation.Running);

      head.kill();
      assertThatThrownBy(driver::find).isInstanceOf(TargetTroubleException.class);
      assertThatThrownBy(() -> driver.release(lost.attempt()))
          .isInstanceOf(TargetTroubleException.class);

      head.start();
      for (int twice = 0; twice < 2; twice++) {
        assertThat(driver.find())
            .singleElement()
            .returns(lost.attempt(), NativeAttempt::attempt)
            .extracting(NativeAttempt::observation)
            .asInstanceOf(InstanceOfAssertFactories.type(Observation.Gone.class))
            .extracting(Observation.Gone::evidence)
            .asString()
            .contains("the Ray head that ran it ended");
      }
      assertThat(driver.release(lost.attempt())).isInstanceOf(ReleaseOutcome.Released.class);
      assertThat(driver.find()).isEmpty();
      assertThat(driver.submit(lost)).isInstanceOf(SubmitOutcome.Refused.class);
    }
  }
}
