package dev.berth.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.contracts.Candidate;
import dev.berth.contracts.Decision;
import dev.berth.contracts.FilteredTarget;
import dev.berth.contracts.Json;
import dev.berth.contracts.ScorePart;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.Fleet;
import dev.berth.targets.api.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What holds of every decision; a failure names its seed. */
class DecidingPropertiesTest {

  private static final int SEEDS = 400;
  private static final long FIRST_SEED = Long.getLong("berth.seed", 1);

  private static final Policy OTHER = PolicyFile.builtIn();

  private final Deciding deciding = new Deciding(PolicyFile.builtIn());

  @FunctionalInterface
  private interface Property {
    void holds(RandomFleet random, Question question, FleetView view) throws Exception;
  }

  @Test
  void theSameInputsGiveTheSameBytes() {
    always((random, question, view) -> {
      byte[] once = bytes(deciding.decide(question, view));
      byte[] again = bytes(new Deciding(OTHER).decide(question, view));
      assertThat(once).isEqualTo(again);
    });
  }

  @Test
  void keepingVerdictsMakesNoDifference() {
    Verdicts verdicts = new Verdicts(deciding);
    always((random, question, view) -> {
      FleetView other = random.view(3);
      for (int i = 0; i < 3; i++) {
        assertThat(verdicts.decide(question, view)).isEqualTo(deciding.decide(question, view));
        Question next = random.question();
        assertThat(verdicts.decide(next, other)).isEqualTo(deciding.decide(next, other));
      }
    });
  }

  @Test
  void theFleetFilesOrderMakesNoDifference() {
    always((random, question, view) ->
        assertThat(bytes(deciding.decide(question, random.shuffled(view))))
            .isEqualTo(bytes(deciding.decide(question, view))));
  }

  @Test
  void everyTargetAppearsExactlyOnce() {
    always((random, question, view) -> {
      Decision decision = deciding.decide(question, view);
      assertThat(
              Stream.concat(
                  decision.candidates().stream().map(Candidate::target),
                  decision.filtered().stream().map(FilteredTarget::target)))
          .containsExactlyInAnyOrderElementsOf(
              view.fleet().targets().stream().map(Target::id).toList());
    });
  }

  @Test
  void theChosenOneIsTheBestThatPassed() {
    always((random, question, view) -> {
      Decision decision = deciding.decide(question, view);
      assertThat(decision.filtered())
          .extracting(FilteredTarget::target)
          .doesNotContain(decision.chosen());
      assertThat(decision.filtered())
          .allSatisfy(filtered -> assertThat(filtered.reasons()).isNotEmpty())
          .isSortedAccordingTo(Comparator.comparing(FilteredTarget::target));
      assertThat(decision.candidates())
          .isSortedAccordingTo(
              Comparator.comparingDouble(Candidate::score)
                  .reversed()
                  .thenComparing(Candidate::target));
      assertThat(decision.chosen() == null).isEqualTo(decision.candidates().isEmpty());
      if (decision.chosen() != null) {
        assertThat(decision.candidates().getFirst().target()).isEqualTo(decision.chosen());
      }
    });
  }

  @Test
  void scoresAreTheSumsOfTheirParts() {
    always((random, question, view) -> {
      for (Candidate candidate : deciding.decide(question, view).candidates()) {
        assertThat(candidate.score()).isBetween(0.0, 1.0);
        if (candidate.parts().isEmpty()) {
          continue;
        }
        assertThat(candidate.parts().stream().mapToDouble(ScorePart::contribution).sum())
            .isCloseTo(candidate.score(), Offset.offset(1e-6));
        assertThat(candidate.parts())
            .allSatisfy(part -> {
              assertThat(part.rating()).isBetween(0.0, 1.0);
              assertThat(part.contribution())
                  .isCloseTo(part.rating() * part.weight(), Offset.offset(1e-6));
            });
      }
    });
  }

  @Test
  void anUnsuitableTargetChangesNothingForTheOthers() {
    always((random, question, view) -> {
      List<Target> more = new ArrayList<>(view.fleet().targets());
      Target unsuitable =
          Fleets.fleet(
                  "id: unsuitable, runtimes: [], nodes: [{name: n, cpus: 1, memoryMiB: 1, maximum: 1}]")
              .targets()
              .getFirst();
      more.add(unsuitable);
      Decision with = deciding.decide(question, FleetView.of(new Fleet(more), view.readings()));
      Decision without = deciding.decide(question, view);

      assertThat(with.candidates()).isEqualTo(without.candidates());
      assertThat(with.filtered())
          .filteredOn(filtered -> !filtered.target().equals(unsuitable.id()))
          .isEqualTo(without.filtered());
    });
  }

  @Test
  void theTwentyBestKeepTheirParts() throws JsonProcessingException {
    String[] targets = new String[100];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = "id: t" + i;
    }

    Decision decision = deciding.decide(Asked.question(""), Fleets.of(targets));

    assertThat(decision.candidates()).hasSize(100);
    assertThat(decision.candidates().subList(0, Decision.CANDIDATES_WITH_PARTS))
        .allSatisfy(candidate -> assertThat(candidate.parts()).isNotEmpty());
    assertThat(decision.candidates().subList(Decision.CANDIDATES_WITH_PARTS, 100))
        .allSatisfy(candidate -> assertThat(candidate.parts()).isEmpty());
  }

  /** Names, dialects and reasons as long as they can be, and every filter refusing every target. */
  @Test
  void aDecisionOverAThousandTargetsFitsIntoItsRecord() throws JsonProcessingException {
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < FleetView.MAXIMUM_TARGETS; i++) {
      targets.add(
          "id: target-%d-%s, dialect: a-dialect-of-some-length, runtimes: [command], locations: [%s], compliance: [%s]"
              .formatted(i, "x".repeat(45), "l".repeat(200), "c".repeat(200)));
    }
    String wanted =
        """
        'resources': {'cpus': 1000, 'memoryMiB': 33554432, 'accelerators': {'kind': 'h100', 'count': 65536}},
        'interconnect': 'infiniband',
        'constraints': {'locations': ['%s'], 'compliance': ['%s'], 'deploymentModels': ['hpc'], 'allowedTargets': ['%s']}
        """
            .formatted("w".repeat(200), "w".repeat(200), "w".repeat(60));

    Decision decision =
        deciding.decide(Asked.question(wanted), Fleets.of(targets.toArray(String[]::new)));

    assertThat(decision.filtered()).hasSize(FleetView.MAXIMUM_TARGETS);
    assertThat(decision.filtered().getFirst().reasons()).hasSize(8);
    assertThat(decision.filtered().getLast().reasons()).hasSize(1);
    // What is left is for the spec, which the contracts hold to 256 Ki characters.
    assertThat(bytes(decision)).hasSizeLessThan(768 * 1024);
  }

  @Test
  void aFleetOfMoreIsRefused() {
    Fleet fleet =
        Fleets.fleet(
            java.util.stream.IntStream.rangeClosed(0, FleetView.MAXIMUM_TARGETS)
                .mapToObj(i -> "id: t" + i)
                .toArray(String[]::new));

    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> FleetView.of(fleet, java.util.Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("targets: 1001 are more than 1000");
  }

  @Test
  void tiesGoToTheFirstByName() {
    Decision decision = deciding.decide(Asked.question(""), Fleets.of("id: b", "id: a", "id: c"));

    assertThat(decision.chosen()).isEqualTo(new TargetId("a"));
  }

  private void always(Property property) {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      RandomFleet random = new RandomFleet(seed);
      FleetView view = random.view((int) (seed % 30));
      Question question = random.question();
      try {
        property.holds(random, question, view);
      } catch (AssertionError | Exception e) {
        throw new AssertionError("seed " + seed + " (-Dberth.seed=" + seed + "): " + e, e);
      }
    }
  }

  private static byte[] bytes(Decision decision) throws JsonProcessingException {
    return Json.mapper().writeValueAsBytes(decision);
  }
}
