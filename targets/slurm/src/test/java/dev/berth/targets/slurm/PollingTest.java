package dev.berth.targets.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.targets.api.TargetTroubleException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollingTest {

  private final AtomicInteger looks = new AtomicInteger();

  private Polling polling(Polling.Look look, Duration least) {
    return new Polling(
        () -> {
          looks.incrementAndGet();
          return look.at();
        },
        new Pace(least, Duration.ofHours(1)));
  }

  private static Polling.Look trouble() {
    return () -> {
      throw new TargetTroubleException("away");
    };
  }

  @Test
  void tellsWhoAsksOnceOfTheLastTroubleWithoutAnotherLook() {
    Polling polling = polling(trouble(), Duration.ofMinutes(1));

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(polling::next).isInstanceOf(TargetTroubleException.class);
    }

    assertThat(looks).hasValue(1);
  }

  @Test
  void letsWhoAsksWithoutEndWaitForAnotherLookAfterTrouble() {
    Polling polling = polling(trouble(), Duration.ofMillis(20));

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(polling::awaitNext).isInstanceOf(TargetTroubleException.class);
    }

    assertThat(looks).hasValue(3);
  }

  @Test
  void looksAnewForEveryQuestion() throws Exception {
    Polling polling = polling(List::of, Duration.ofMillis(20));

    polling.next();
    polling.awaitNext();

    assertThat(looks).hasValue(2);
  }
}
