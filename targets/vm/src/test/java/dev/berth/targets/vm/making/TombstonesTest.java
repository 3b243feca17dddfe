package dev.berth.targets.vm.making;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.berth.contracts.AttemptId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TombstonesTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Duration RETENTION = Duration.ofDays(30);

  @TempDir private Path folder;

  @Test
  void forgetsWhatWasBuriedLongAgoAndNothingElse() throws Exception {
    Tombstones tombstones = new Tombstones(folder.resolve("tombstones"));
    AttemptId old = AttemptId.parse("old-1");
    AttemptId fresh = AttemptId.parse("fresh-1");
    AttemptId open = AttemptId.parse("open-1");
    tombstones.bury(old, "nothing is there");
    tombstones.bury(fresh, "nothing is there");
    tombstones.seal(open);
    age(old, RETENTION.plusMinutes(1));
    age(fresh, RETENTION.minusMinutes(1));
    age(open, RETENTION.multipliedBy(2));

    tombstones.prune(NOW.minus(RETENTION));

    assertThat(tombstones.sealed(old)).isFalse();
    assertThat(tombstones.evidence(fresh)).contains("nothing is there");
    assertThat(tombstones.sealed(open)).as("its release is still owed").isTrue();
  }

  @Test
  void hasNothingToForgetBeforeTheFirst() {
    assertThatCode(() -> new Tombstones(folder.resolve("none")).prune(NOW))
        .doesNotThrowAnyException();
  }

  private void age(AttemptId attempt, Duration age) throws IOException {
    Files.setLastModifiedTime(
        folder.resolve("tombstones").resolve(attempt.toString()), FileTime.from(NOW.minus(age)));
  }
}
