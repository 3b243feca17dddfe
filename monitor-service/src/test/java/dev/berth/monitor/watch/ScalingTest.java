package dev.berth.monitor.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import dev.berth.contracts.ScalingRecommended;
import dev.berth.contracts.TargetId;
import dev.berth.monitor.watch.Scaling.Workers;
import dev.berth.targets.api.NativeAttempt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScalingTest {

  private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");
  private static final TargetId TARGET = new TargetId("eks");

  @Test
  void countsWorkersByKindAndWhetherTheyRun() {
    Map<AttemptId, Expected> expected =
        expected(
            attempt("runs-1", 8, "h100", false),
            attempt("waits-1", 4, "h100", false),
            attempt("unseen-1", 2, "h100", false),
            attempt("plain-1", 1, null, false),
            attempt("done-1", 16, "h100", true));

    Map<String, Workers> counts =
        Scaling.count(
            new Look.Answered(
                List.of(
                    seen("runs-1", new Observation.Running(NOW)),
                    seen("waits-1", new Observation.Pending("no machine", null)),
                    seen("plain-1", new Observation.Running(NOW)),
                    seen("done-1", new Observation.Succeeded(NOW))),
                null),
            expected);

    assertThat(counts).isEqualTo(Map.of("h100", new Workers(8, 6), "", new Workers(1, 0)));
  }

  @Test
  void whatHasJustEndedWantsNoWorkers() {
    Map<String, Workers> counts =
        Scaling.count(
            new Look.Answered(List.of(seen("one-1", new Observation.Gone("killed"))), null),
            expected(attempt("one-1", 8, "h100", false)));

    assertThat(counts).isEqualTo(Map.of("h100", Workers.NONE));
  }

  @Test
  void recommendsOnlyWhatHasChanged() {
    Map<String, Workers> before = Map.of("h100", new Workers(8, 4), "a100", new Workers(1, 0));
    Map<String, Workers> after = Map.of("h100", new Workers(12, 0), "a100", new Workers(1, 0));

    List<ScalingRecommended> changes = Scaling.changes(TARGET, before, after, NOW);

    assertThat(changes)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.acceleratorKind()).isEqualTo("h100");
          assertThat(one.workersRunning()).isEqualTo(12);
          assertThat(one.workersWaiting()).isZero();
          assertThat(one.workersWanted()).isEqualTo(12);
          assertThat(one.reason()).isEqualTo("running 12, was 8; waiting 0, was 4");
        });
  }

  @Test
  void recommendsNothingForAKindThatIsGoneAndPlainMachinesByNoKind() {
    List<ScalingRecommended> changes =
        Scaling.changes(TARGET, Map.of("", new Workers(1, 0)), Map.of(), NOW);

    assertThat(changes)
        .singleElement()
        .satisfies(one -> {
          assertThat(one.acceleratorKind()).isNull();
          assertThat(one.workersWanted()).isZero();
        });
    assertThat(Scaling.changes(TARGET, Map.of(), Map.of(), NOW)).isEmpty();
  }

  private static Expected attempt(String id, int workers, @Nullable String kind, boolean ended) {
    return new Expected(AttemptId.parse(id), TARGET, id, NOW, ended, workers, kind);
  }

  private static Map<AttemptId, Expected> expected(Expected... attempts) {
    return Stream.of(attempts).collect(Collectors.toMap(Expected::attempt, each -> each));
  }

  private static NativeAttempt seen(String id, Observation observation) {
    return new NativeAttempt(AttemptId.parse(id), id, observation, null);
  }
}
