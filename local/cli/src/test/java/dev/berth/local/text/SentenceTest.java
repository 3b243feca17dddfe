package dev.berth.local.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptObserved;
import dev.berth.contracts.Ending;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Observation;
import dev.berth.contracts.TargetId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SentenceTest {

  private static final AttemptId ATTEMPT = AttemptId.parse("digits-1");
  private static final TargetId SPOT = new TargetId("spot");
  private static final Instant T = Instant.ofEpochSecond(1_790_000_000);
  private static final String NOTICE = "ec2 {\"action\": \"terminate\"}";

  @Test
  void tellsANoticeInTheProvidersWords() {
    assertThat(
            Sentence.of(
                new AttemptObserved(
                    ATTEMPT, SPOT, "digits-1-0/digits-1", new Observation.Running(T, NOTICE), T)))
        .isEqualTo("digits-1 is seen running, and about to be preempted: " + NOTICE + " on spot");
  }

  @Test
  void saysNothingOfANoticeWhereThereIsNone() {
    assertThat(Sentence.of(new AttemptObserved(ATTEMPT, SPOT, "x", new Observation.Running(T), T)))
        .isEqualTo("digits-1 is seen running on spot");
  }

  @Test
  void tellsThatAnAttemptEndedForANotice() {
    String reason = "its machine is about to be taken away: " + NOTICE;

    assertThat(Sentence.of(new Ending.Failed(FailureCategory.PREEMPTED, reason, null)))
        .isEqualTo("failed (preempted): " + reason);
  }
}
