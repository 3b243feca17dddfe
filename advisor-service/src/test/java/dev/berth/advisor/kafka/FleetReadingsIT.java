package dev.berth.advisor.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.berth.targets.api.FleetSource;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetReadingsIT {

  @TempDir Path directory;

  /**
   * A poll that waits for a first reading may take far longer than anybody waits for a decision.
   */
  @Test
  void hasCaughtUpWithATopicThatHasNothingWithoutWaitingForSomething() throws Exception {
    try (Cluster cluster = Cluster.start(directory.resolve("broker"))) {
      FleetReadings readings =
          new FleetReadings(
              patient(cluster.settings("one")),
              new FleetSource(directory.resolve("fleet.yaml")),
              new Silent());
      Thread reading = Thread.ofPlatform().start(readings);
      try {
        assertThatCode(readings::caughtUp).doesNotThrowAnyException();
      } finally {
        readings.close();
        reading.interrupt();
        reading.join();
      }
    }
  }

  private static LoopSettings patient(LoopSettings s) {
    return new LoopSettings(
        s.brokers(),
        s.group(),
        s.instance(),
        s.recordsPerTurn(),
        s.transactionTimeout(),
        s.sessionTimeout(),
        Duration.ofMinutes(10),
        Duration.ofSeconds(20),
        s.askTimeout(),
        s.closeTimeout(),
        s.pause());
  }

  private static final class Silent implements FleetTrouble {

    @Override
    public void file(String problem) {}

    @Override
    public void topic(Exception cause) {}
  }
}
