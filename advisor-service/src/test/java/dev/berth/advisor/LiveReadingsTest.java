package dev.berth.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AcceleratorCapacity;
import dev.berth.contracts.Candidate;
import dev.berth.contracts.Capacity;
import dev.berth.contracts.Decision;
import dev.berth.contracts.Factor;
import dev.berth.contracts.ScorePart;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a target stands instead of what the matrix says of its kind. */
class LiveReadingsTest {

  private static final String NODE = "nodes: [{name: n, cpus: 8, memoryMiB: 16384, maximum: 4%s}]";

  private final Deciding deciding = new Deciding(PolicyFile.builtIn());

  @ParameterizedTest
  @CsvSource({"PT0S, 1", "PT5M, 0.666667", "PT10M, 0.5", "PT30M, 0.25", "PT24H, 0.006897"})
  void aQueueWaitStandsForTheSetupTime(Duration wait, double rating) {
    ScorePart part = part(Factor.SETUP_TIME, "", Fleets.reading("a", true, null, wait, null, 0));

    assertThat(part.rating()).isCloseTo(rating, Offset.offset(1e-6));
    assertThat(part.evidence()).isEqualTo("queue wait " + wait);
  }

  @Test
  void aQueueWaitCountsMoreThanRoom() {
    ScorePart part =
        part(
            Factor.SETUP_TIME,
            "",
            Fleets.reading("a", true, Fleets.free(64, 65536), Duration.ofMinutes(10), null, 0));

    assertThat(part.rating()).isEqualTo(0.5);
  }

  /** What a job of two workers wants, what is free, and whether that is room. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1, 1024         | 2, 2048        | true
          1, 1024         | 1.9, 2048      | false
          1, 1024         | 2, 2047        | false
          1, 1024, 4      | 8, 8192, 8     | true
          1, 1024, 4      | 8, 8192, 7     | false
          1, 1024, 4      | 8, 8192        | false
          """)
  void roomNowStandsForTheSetupTime(String wanted, String free, boolean room) {
    String[] asked = wanted.split(", ");
    String[] has = free.split(", ");
    String job =
        "'workers': {'min': 2, 'max': 2}, 'resources': {'cpus': %s, 'memoryMiB': %s%s}"
            .formatted(
                asked[0],
                asked[1],
                asked.length == 2
                    ? ""
                    : ", 'accelerators': {'kind': 'h100', 'count': %s}".formatted(asked[2]));
    Capacity capacity =
        has.length == 2
            ? Fleets.free(Double.parseDouble(has[0]), Long.parseLong(has[1]))
            : Fleets.free(
                Double.parseDouble(has[0]),
                Long.parseLong(has[1]),
                new AcceleratorCapacity("h100", 8, Integer.parseInt(has[2])));
    String target =
        "id: a, nodes: [{name: n, cpus: 8, memoryMiB: 16384, accelerators: {kind: h100, count: 8}, maximum: 4}]";

    ScorePart part =
        part(
            Factor.SETUP_TIME,
            Asked.question(job),
            Fleets.seen(List.of(Fleets.reading("a", true, capacity, null, null, 0)), target));

    assertThat(part.evidence()).isEqualTo(room ? "room now" : "no room now");
    assertThat(part.rating()).isEqualTo(room ? 1 : 0.1);
  }

  @Test
  void aFullTargetHasNoRoom() {
    Capacity full = new Capacity(64, 64, 65536, 65536, List.of(), 10, 10, null);

    assertThat(
            part(Factor.SETUP_TIME, "", Fleets.reading("a", true, full, null, null, 0)).evidence())
        .isEqualTo("no room now");
  }

  /** What is free, how many wait, and what comes of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          64 | 0   | 1        | room now
          64 | 5   | 0.666667 | room now, 5 waiting
          64 | 10  | 0.5      | room now, 10 waiting
          0  | 0   | 0.1      | no room now
          0  | 10  | 0.05     | no room now, 10 waiting
          0  | 990 | 0.001    | no room now, 990 waiting
          """)
  void whoeverWaitsGoesFirst(double cpus, int waiting, double rating, String evidence) {
    Capacity capacity = Fleets.queued(Fleets.free(cpus, 65536), waiting);

    ScorePart part =
        part(Factor.SETUP_TIME, "", Fleets.reading("a", true, capacity, null, null, 0));

    assertThat(part.rating()).isCloseTo(rating, Offset.offset(1e-6));
    assertThat(part.evidence()).isEqualTo(evidence);
  }

  @Test
  void aMeasuredQueueWaitStandsForTheQueuesDepth() {
    Capacity deep = Fleets.queued(Fleets.free(64, 65536), 1_000);

    assertThat(
            part(
                    Factor.SETUP_TIME,
                    "",
                    Fleets.reading("a", true, deep, Duration.ofMinutes(10), null, 0))
                .evidence())
        .isEqualTo("queue wait PT10M");
  }

  @Test
  void ofTwoFullTargetsTheOneWithTheShorterQueueIsChosen() {
    Capacity full = Fleets.free(0, 0);
    FleetView view =
        Fleets.seen(
            List.of(
                Fleets.reading("a", true, Fleets.queued(full, 200), null, null, 0),
                Fleets.reading("b", true, Fleets.queued(full, 2), null, null, 0)),
            "id: a",
            "id: b");

    Decision decision = deciding.decide(Asked.question(""), view);

    assertThat(decision.chosen()).isEqualTo(new TargetId("b"));
    assertThat(Explanation.of(decision))
        .contains("b — setup-time: no room now, 2 waiting")
        .contains("a is behind most by setup-time: no room now, 200 waiting");
  }

  @Test
  void withoutAReadingTheMatrixSpeaks() {
    assertThat(part(Factor.SETUP_TIME, "", null).evidence()).isEqualTo("minutes");
    assertThat(part(Factor.SETUP_TIME, "", Fleets.reachable("a")).evidence()).isEqualTo("minutes");
    assertThat(part(Factor.FAULT_TOLERANCE, "", Fleets.reachable("a")).evidence())
        .isEqualTo("built in");
    assertThat(part(Factor.COST, "", Fleets.reachable("a")).evidence()).isEqualTo("medium–high");
  }

  @Test
  void pricesAreRatedAgainstTheCheapest() {
    FleetView view =
        Fleets.of(
            "id: a, " + NODE.formatted(", pricePerHour: 8"),
            "id: b, " + NODE.formatted(", pricePerHour: 16"),
            "id: c, " + NODE.formatted(""));

    assertThat(partOf("a", Factor.COST, view))
        .extracting(ScorePart::rating, ScorePart::evidence)
        .containsExactly(1.0, "1.00 USD/h, cheapest 1.00");
    assertThat(partOf("b", Factor.COST, view))
        .extracting(ScorePart::rating, ScorePart::evidence)
        .containsExactly(0.5, "2.00 USD/h, cheapest 1.00");
    assertThat(partOf("c", Factor.COST, view).evidence()).isEqualTo("medium–high");
  }

  @Test
  void aLivePriceStandsForTheFleetFiles() {
    FleetView view =
        Fleets.seen(
            List.of(Fleets.reading("a", true, null, null, 32.0, 0)),
            "id: a, " + NODE.formatted(", pricePerHour: 8"),
            "id: b, " + NODE.formatted(", pricePerHour: 16"));

    assertThat(partOf("a", Factor.COST, view).evidence()).isEqualTo("4.00 USD/h, cheapest 2.00");
  }

  @Test
  void whatIsFreeOfChargeIsTheCheapest() {
    FleetView view =
        Fleets.seen(
            List.of(Fleets.reading("a", true, null, null, 0.0, 0)),
            "id: a",
            "id: b, " + NODE.formatted(", pricePerHour: 16"));

    assertThat(partOf("a", Factor.COST, view).rating()).isEqualTo(1);
    assertThat(partOf("b", Factor.COST, view).rating()).isEqualTo(0);
  }

  @Test
  void thePreemptiblePriceCountsWhereTheJobAllowsIt() {
    FleetView view =
        Fleets.of("id: a, " + NODE.formatted(", pricePerHour: 8, preemptiblePricePerHour: 4"));

    assertThat(
            part(Factor.COST, Asked.question("'constraints': {'preemptible': true}"), view)
                .evidence())
        .startsWith("0.50 USD/h");
    assertThat(part(Factor.COST, Asked.question(""), view).evidence()).startsWith("1.00 USD/h");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, built in",
    "1, 0.5, 'built in, 1 failures within the hour'",
    "3, 0.25, 'built in, 3 failures within the hour'"
  })
  void recentFailuresTakeFromTheFaultTolerance(int failures, double rating, String evidence) {
    ScorePart part =
        part(Factor.FAULT_TOLERANCE, "", Fleets.reading("a", true, null, null, null, failures));

    assertThat(part.rating()).isEqualTo(rating);
    assertThat(part.evidence()).isEqualTo(evidence);
  }

  @Test
  void anUnreachableTargetMayFitLater() {
    Decision decision =
        deciding.decide(
            Asked.question(""), Fleets.seen(List.of(Fleets.unreachable("a", "refused")), "id: a"));

    assertThat(decision.chosen()).isNull();
    assertThat(Deciding.mayFitLater(decision)).isTrue();
  }

  @Test
  void aReadingOfATargetOutsideTheFleetIsLeftOut() {
    FleetView view = Fleets.seen(List.of(Fleets.reachable("gone")), "id: a");

    assertThat(view.readings()).isEmpty();
    assertThat(view.digest()).isEqualTo(Fleets.of("id: a").digest());
  }

  private ScorePart part(Factor factor, String job, @Nullable TargetObserved reading) {
    return part(
        factor,
        Asked.question(job),
        Fleets.seen(reading == null ? List.of() : List.of(reading), "id: a"));
  }

  private ScorePart part(Factor factor, Question question, FleetView view) {
    return part(factor, deciding.decide(question, view).candidates().getFirst());
  }

  private ScorePart partOf(String target, Factor factor, FleetView view) {
    return deciding.decide(Asked.question(""), view).candidates().stream()
        .filter(candidate -> candidate.target().equals(new TargetId(target)))
        .map(candidate -> part(factor, candidate))
        .findFirst()
        .orElseThrow();
  }

  private static ScorePart part(Factor factor, Candidate candidate) {
    return candidate.parts().stream()
        .filter(part -> part.factor() == factor)
        .findFirst()
        .orElseThrow();
  }
}
