package dev.berth.targets.vm.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.berth.targets.vm.machines.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PowerVigilTest {

  private static final Machine H1 = new Machine("h1", "10.0.0.1", null, null, null, null);
  private static final Machine H2 = new Machine("h2", "10.0.0.2", null, null, null, null);
  private static final Duration LEAST = Duration.ofMillis(400);
  private static final Duration PAUSE = LEAST.dividedBy(4);

  private final AtomicReference<PowerWord> word = new AtomicReference<>(new PowerWord.Off("off"));
  private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
  private final List<Instant> asked = new CopyOnWriteArrayList<>();
  private final PowerVigil vigil =
      new PowerVigil(
          new PowerStatus(List.of("power", "{name}"), Pattern.compile("off"), LEAST),
          Duration.ofSeconds(5),
          host -> {
            if (host.equals(H1)) {
              asked.add(now());
            }
            return word.get();
          },
          this::now);

  private Instant now() {
    return Instant.EPOCH.plusNanos(System.nanoTime()).plus(later.get());
  }

  @AfterEach
  void close() {
    vigil.close();
  }

  private void isProven(Machine host) {
    await()
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(vigil.silent(host)).isPresent());
  }

  @Test
  void asksAboutASilentHostUntilItIsProvenAndNotMoreOftenThanItSays() {
    Instant begun = now();

    assertThat(vigil.silent(H1)).isEmpty();
    isProven(H1);

    assertThat(Duration.between(begun, now())).isGreaterThanOrEqualTo(LEAST);
    for (int i = 1; i < asked.size(); i++) {
      assertThat(Duration.between(asked.get(i - 1), asked.get(i)))
          .isGreaterThanOrEqualTo(PAUSE.minusMillis(1));
    }
    assertThat(vigil.silent(H2)).as("each host has its own").isEmpty();
  }

  @Test
  void beginsAnewWithAHostThatHasAnswered() {
    vigil.silent(H1);
    isProven(H1);

    vigil.heard(H1);
    Instant begun = now();

    assertThat(vigil.silent(H1)).isEmpty();
    isProven(H1);
    assertThat(Duration.between(begun, now())).isGreaterThanOrEqualTo(LEAST);
  }

  @Test
  void isProvenNoMoreAfterAnotherWord() {
    vigil.silent(H1);
    isProven(H1);

    word.set(new PowerWord.Other("on"));

    await().untilAsserted(() -> assertThat(vigil.silent(H1)).isEmpty());
  }

  @Test
  void asksNobodyAboutAHostThatAnswersOrThatNobodyWantsToKnowOf() throws Exception {
    vigil.silent(H1);
    await().until(() -> !asked.isEmpty());
    vigil.heard(H1);
    noMoreIsAsked();

    vigil.silent(H1);
    int before = asked.size();
    await().until(() -> asked.size() > before);
    later.set(Duration.ofMinutes(10));
    noMoreIsAsked();
    assertThat(vigil.silent(H1)).as("it begins anew").isEqualTo(Optional.empty());
  }

  /** One question may have been under way. */
  private void noMoreIsAsked() throws InterruptedException {
    int most = asked.size() + 1;
    await()
        .during(PAUSE.multipliedBy(5))
        .atMost(PAUSE.multipliedBy(50))
        .until(() -> asked.size() <= most);
  }
}
