package dev.berth.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.berth.targets.api.TargetTroubleException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedCallTest {

  private static final Object DRIVER = "driver";
  private static final Duration SHORT = Duration.ofMillis(50);

  @Test
  void answersAsTheDriverDoes() throws Exception {
    BoundedCall call = new BoundedCall("find", Duration.ofMinutes(1));

    assertThat(call.<String>ask(DRIVER, () -> "here", _ -> {})).isEqualTo("here");
    assertThatThrownBy(() ->
            call.<String>ask(
                DRIVER,
                () -> {
                  throw new TargetTroubleException("away");
                },
                _ -> {}))
        .isInstanceOf(TargetTroubleException.class)
        .hasMessage("away");
    assertThatThrownBy(() ->
            call.<String>ask(
                DRIVER,
                () -> {
                  throw new IllegalStateException("bug");
                },
                _ -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void interruptsWhatTakesTooLongAndAsksAgainOnceThatHasEnded() throws Exception {
    BoundedCall call = new BoundedCall("find", SHORT);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();

    assertThatThrownBy(() ->
            call.<String>ask(
                DRIVER,
                () -> {
                  try {
                    new CountDownLatch(1).await();
                    return "never";
                  } catch (InterruptedException e) {
                    interrupted.complete(true);
                    throw new TargetTroubleException("interrupted", e);
                  }
                },
                _ -> {}))
        .isInstanceOf(TargetTroubleException.class)
        .hasMessage("no answer to find within PT0.05S");
    assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .ignoreException(TargetTroubleException.class)
        .untilAsserted(
            () -> assertThat(call.<String>ask(DRIVER, () -> "back", _ -> {})).isEqualTo("back"));
  }

  @Test
  void makesNoOtherCallWhileOneThatHeedsNoInterruptGoesOn() throws Exception {
    BoundedCall call = new BoundedCall("watch", SHORT);
    CountDownLatch stuck = new CountDownLatch(1);
    CompletableFuture<String> late = new CompletableFuture<>();
    AtomicInteger others = new AtomicInteger();

    assertThatThrownBy(() -> call.ask(DRIVER, () -> heedless(stuck), late::complete))
        .isInstanceOf(TargetTroubleException.class);

    assertThatThrownBy(() -> call.ask(DRIVER, others::incrementAndGet, _ -> {}))
        .isInstanceOf(TargetTroubleException.class)
        .hasMessage("an earlier watch has still not come back");
    assertThat(others).hasValue(0);
    assertThat(call.<String>ask("another driver", () -> "here", _ -> {})).isEqualTo("here");
    stuck.countDown();
    assertThat(late.get(30, TimeUnit.SECONDS)).isEqualTo("too late");
  }

  private static String heedless(CountDownLatch until) {
    while (true) {
      try {
        until.await();
        return "too late";
      } catch (InterruptedException e) {
        // What a driver must not do, and may.
      }
    }
  }
}
