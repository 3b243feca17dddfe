package dev.berth.targets.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class UnderwayTest {

  private static final AttemptId ATTEMPT = new JobId("training").attempt(1);

  private Instant now = Instant.parse("2026-11-29T00:00:00Z");
  private final Underway underway =
      new Underway(
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          ((InstantSource) () -> now).withZone(ZoneOffset.UTC));

  private void letPass(int seconds) {
    now = now.plusSeconds(seconds);
  }

  @Test
  void nothingMayArriveOfWhatWasNeverAskedOrHasItsAnswer() {
    assertThat(underway.mayArrive(ATTEMPT)).isFalse();

    underway.begins(ATTEMPT);
    underway.isSure(ATTEMPT);

    assertThat(underway.mayArrive(ATTEMPT)).isFalse();
  }

  @Test
  void aLostOneMayArriveUntilItHasSettled() {
    underway.begins(ATTEMPT);
    underway.isUnsure(ATTEMPT);

    assertThat(underway.mayArrive(ATTEMPT)).isTrue();
    letPass(2);
    assertThat(underway.mayArrive(ATTEMPT)).isTrue();
    letPass(1);
    assertThat(underway.mayArrive(ATTEMPT)).isFalse();
  }

  @Test
  void aLostOneMayArriveOnceASlurmThatHungGoesOn() {
    underway.begins(ATTEMPT);
    underway.isUnsure(ATTEMPT);
    letPass(60);

    assertThat(underway.mayArrive(ATTEMPT)).as("the first look since is answered").isTrue();
    letPass(3);
    assertThat(underway.mayArrive(ATTEMPT)).isFalse();
  }

  @Test
  void anUnansweredLookMeansThatItIsHeldUpAgain() {
    underway.isUnsure(ATTEMPT);
    assertThat(underway.mayArrive(ATTEMPT)).isTrue();
    underway.isHeldUp(ATTEMPT);
    letPass(60);

    assertThat(underway.mayArrive(ATTEMPT)).isTrue();
  }

  @Test
  void nothingIsHeldUpOfWhatWasNeverAsked() {
    underway.isHeldUp(ATTEMPT);

    assertThat(underway.mayArrive(ATTEMPT)).isFalse();
  }

  @Test
  void oneWhoseThreadDiedMayBeAskedForAllItsTime() {
    underway.begins(ATTEMPT);

    assertThat(underway.mayArrive(ATTEMPT)).isTrue();
    letPass(12);
    assertThat(underway.mayArrive(ATTEMPT)).isTrue();
    letPass(1);
    assertThat(underway.mayArrive(ATTEMPT)).isFalse();
  }
}
