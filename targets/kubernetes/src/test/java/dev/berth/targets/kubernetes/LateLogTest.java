package dev.berth.targets.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LateLogTest {

  private static final Duration OFTEN = Duration.ofMillis(2);

  private static LateLog.Standing printed(String text) {
    return new LateLog.Standing.Started(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void waitsUntilThePodHasStarted() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    try (LateLog log =
        new LateLog(
            () -> looks.incrementAndGet() < 4 ? new LateLog.Standing.Waiting() : printed("hello\n"),
            OFTEN)) {
      assertThat(log.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("hello\n");
      assertThat(looks).hasValue(4);
    }
  }

  @Test
  void isEmptyOfAPodThatWentAway() throws Exception {
    try (LateLog log = new LateLog(LateLog.Standing.Gone::new, OFTEN)) {
      assertThat(log.read()).isEqualTo(-1);
    }
  }

  @Test
  void lookedAtNoMoreOnceItIsClosed() throws Exception {
    LateLog log = new LateLog(LateLog.Standing.Waiting::new, Duration.ofHours(1));
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(() -> {
          try {
            return log.read();
          } catch (java.io.IOException e) {
            return -2;
          }
        });

    log.close();

    assertThat(read.get(30, TimeUnit.SECONDS)).isEqualTo(-1);
  }

  @Test
  void joinsTheOthersWhenItStarts() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    LateLog late =
        new LateLog(
            () -> looks.incrementAndGet() < 3 ? new LateLog.Standing.Waiting() : printed("late\n"),
            OFTEN);
    try (PodLogs logs =
        new PodLogs(
            List.of(
                new PodLog(
                    "worker-0",
                    new ByteArrayInputStream("early\n".getBytes(StandardCharsets.UTF_8))),
                new PodLog("worker-1", late)))) {
      assertThat(new String(logs.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("[worker-0] early\n[worker-1] late\n");
    }
  }
}
