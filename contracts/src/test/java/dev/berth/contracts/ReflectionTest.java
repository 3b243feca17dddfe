package dev.berth.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.fixtures.JsonTypes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A native image has of a type only what is registered; what is not fails there and only there. */
class ReflectionTest {

  private static Class<?>[] roots() {
    return Arrays.stream(EventType.values()).map(EventType::record).toArray(Class<?>[]::new);
  }

  @Test
  void everyTypeThatAnEventReachesIsRegistered() {
    assertThat(JsonTypes.lacking(RegisterForReflection.class, roots())).isEmpty();
  }

  @Test
  void theSpecIsRegistered() {
    assertThat(JsonTypes.lacking(RegisterForReflection.class, JobSpec.class)).isEmpty();
  }

  @Test
  void theWalkFindsWhatIsNested() {
    assertThat(JsonTypes.reachableFrom(roots()))
        .contains(
            JobSpec.class,
            RetryBudget.class,
            FailureCategory.class,
            Observation.Failed.class,
            Ending.Lost.class,
            FilterReason.class,
            AcceleratorCapacity.class,
            EventType.JOB_PLACED.record());
  }

  @Test
  void theWalkSeesWhatIsNotRegistered() {
    record Unregistered(JobId job) {}

    assertThat(JsonTypes.lacking(RegisterForReflection.class, Unregistered.class))
        .containsExactly(Unregistered.class);
  }
}
