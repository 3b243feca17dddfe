package dev.berth.provisioner.running;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Json;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.TargetId;
import dev.berth.provisioner.LaneInput;
import dev.berth.provisioner.LaneState;
import dev.berth.provisioner.Placement;
import dev.berth.provisioner.Receipt;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RememberedTest {

  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

  private final Remembered remembered = new Remembered(2);

  @Test
  void forgetsWhomItHasNotHeardOfForLongest() {
    keep("a", NOON);
    keep("b", NOON);
    keep("a", NOON.plusSeconds(1));
    keep("c", NOON.plusSeconds(2));

    assertThat(remembered.of(new JobId("a"))).isEqualTo(seen("a"));
    assertThat(remembered.of(new JobId("b"))).isEqualTo(LaneState.EMPTY);
  }

  @Test
  void takesADecisionForTheFirstUnlessWhatFollowedFromItMayBeForgotten() {
    assertThat(isFirst(NOON)).as("nothing is forgotten").isTrue();

    keep("a", NOON);
    keep("b", NOON.plusSeconds(500));
    keep("c", NOON.plusSeconds(1_000));

    Instant margin = NOON.plus(Remembered.CLOCKS_DIFFER);
    assertThat(isFirst(NOON.minusSeconds(1))).isFalse();
    assertThat(isFirst(margin)).as("clocks may differ").isFalse();
    assertThat(isFirst(margin.plus(Duration.ofMillis(1)))).isTrue();
  }

  private boolean isFirst(Instant decided) {
    return ((LaneInput.Placed) remembered.asFarAsKnown(placed("new", decided))).first();
  }

  private void keep(String job, Instant at) {
    remembered.keep(new JobId(job), seen(job), at);
  }

  private static LaneState seen(String job) {
    return dev.berth.provisioner.Lane.after(LaneState.EMPTY, placed(job, NOON)).state();
  }

  private static LaneInput placed(String job, Instant decided) {
    var spec = Json.mapper().createObjectNode().put("id", job).put("entrypoint", "train");
    Placement placement =
        new Placement(
            new PlacedAttempt(AttemptId.parse(job + "-1"), new TargetId("a")),
            null,
            false,
            ((JobSpecReader.Valid) JobSpecReader.read(spec)).spec());
    return new LaneInput.Placed(
        placement, null, new Receipt("decisions", 0, 0), decided, true, NOON);
  }
}
