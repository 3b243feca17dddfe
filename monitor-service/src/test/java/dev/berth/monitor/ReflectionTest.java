package dev.berth.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.Event;
import dev.berth.contracts.fixtures.JsonTypes;
import dev.berth.monitor.http.EventView;
import dev.berth.monitor.http.JobPage;
import dev.berth.monitor.http.JobView;
import dev.berth.monitor.http.Refused;
import dev.berth.monitor.http.TargetView;
import dev.berth.monitor.watch.WatchChange;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.junit.jupiter.api.Test;

/** A native image has of a type only what is registered; what is not fails there and only there. */
class ReflectionTest {

  @Test
  void everyTypeThatIsStoredIsRegistered() {
    assertThat(JsonTypes.lacking(RegisterForReflection.class, JobState.class, WatchChange.class))
        .isEmpty();
  }

  @Test
  void everyTypeThatIsAnsweredIsRegistered() {
    assertThat(
            JsonTypes.lacking(
                RegisterForReflection.class,
                JobPage.class,
                JobView.class,
                EventView.class,
                TargetView.class,
                Refused.class))
        // Events are written, each by its own type; what these share is never looked at.
        .allMatch(type -> type.isInterface() && Event.class.isAssignableFrom(type));
  }
}
