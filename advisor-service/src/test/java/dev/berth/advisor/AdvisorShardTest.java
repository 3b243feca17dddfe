package dev.berth.advisor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.berth.contracts.AttemptHistory;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobRefused;
import dev.berth.contracts.JobRequested;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobUnplaceable;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.RefusalCause;
import dev.berth.contracts.RequestEvent;
import dev.berth.contracts.TargetId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AdvisorShardTest {

  private static final Deciding DECIDING = new Deciding(PolicyFile.builtIn());
  private static final JobSpec SPEC = Asked.spec("job", "");
  private static final JobSpec OTHER = Asked.spec("job", "'intent': 'debugging'");
  private static final JobSpec NOWHERE =
      Asked.spec("job", "'resources': {'cpus': 99, 'memoryMiB': 64}");

  private final AdvisorShard shard = shard();

  @Test
  void placesTheFirstAttempt() {
    JobPlaced placed = (JobPlaced) only(take(Asked.request(SPEC, "e1")));

    assertThat(placed.attempt()).isEqualTo(SPEC.id().attempt(1));
    assertThat(placed.target()).isEqualTo(new TargetId("a"));
    assertThat(placed.previous()).isNull();
    assertThat(placed.resumed()).isFalse();
    assertThat(placed.decision().decidedAt()).isEqualTo(Asked.AT);
  }

  @Test
  void answersTheSameRequestOnce() {
    take(Asked.request(SPEC, "e1"));

    assertThat(take(Asked.request(SPEC, "e1"))).isEmpty();
    assertThat(take(Asked.request(SPEC, "e2"))).isEmpty();
  }

  @Test
  void answersTheSameWayUntilTheAnswerIsReplayed() {
    assertThat(shard.answer(Asked.request(SPEC, "e1")))
        .isEqualTo(shard.answer(Asked.request(SPEC, "e1")));
    assertThat(shard.size()).isZero();
  }

  @Test
  void anAttemptsDecisionHasOneIdWhoeverAsks() {
    assertThat(shard.answer(Asked.request(SPEC, "e1")).getFirst().id())
        .isEqualTo(shard.answer(Asked.request(SPEC, "e2")).getFirst().id());
  }

  @Test
  void refusesAnotherSpecUnderAKnownId() {
    take(Asked.request(SPEC, "e1"));

    JobRefused refused = (JobRefused) only(take(Asked.request(OTHER, "e2")));

    assertThat(refused.cause()).isEqualTo(RefusalCause.ID_CONFLICT);
    assertThat(refused.violations())
        .singleElement()
        .satisfies(violation -> {
          assertThat(violation.field()).isEqualTo("id");
          assertThat(violation.value()).isEqualTo("\"job\"");
        });
    assertThat(shard.objection(new JobRequested(OTHER)))
        .contains("the id is known with another spec");
    assertThat(shard.objection(new JobRequested(SPEC))).isEmpty();
    assertThat(take(Asked.request(SPEC, "e3"))).isEmpty();
  }

  @Test
  void neverPlacesWhatWasCancelledBeforeItWasAskedFor() {
    JobRefused refused = (JobRefused) only(take(Asked.cancel(SPEC.id(), "c1")));

    assertThat(refused.cause()).isEqualTo(RefusalCause.CANCELLED);
    assertThat(take(Asked.cancel(SPEC.id(), "c2"))).isEmpty();
    assertThat(take(Asked.request(SPEC, "e1"))).isEmpty();
    assertThat(take(Asked.reschedule(SPEC, 1, AttemptHistory.NONE, "r1"))).isEmpty();
    assertThat(shard.objection(new JobRequested(SPEC)))
        .contains("the job was cancelled before it was placed");
  }

  @Test
  void neverPlacesWhatWasCancelledWhileItFittedNowhere() {
    assertThat(only(take(Asked.request(NOWHERE, "e1")))).isInstanceOf(JobUnplaceable.class);

    assertThat(((JobRefused) only(take(Asked.cancel(SPEC.id(), "c1")))).cause())
        .isEqualTo(RefusalCause.CANCELLED);
    assertThat(take(Asked.reschedule(SPEC, 1, AttemptHistory.NONE, "r1"))).isEmpty();
  }

  @Test
  void leavesThePlacedToTheMonitor() {
    take(Asked.request(SPEC, "e1"));

    assertThat(take(Asked.cancel(SPEC.id(), "c1"))).isEmpty();
  }

  @Test
  void placesTheNextAttemptAfterTheOneBefore() {
    take(Asked.request(SPEC, "e1"));
    AttemptHistory history = Asked.history(Asked.past(1, "a", new Ending.Lost("gone")));

    JobPlaced placed = (JobPlaced) only(take(Asked.reschedule(SPEC, 1, history, "r1")));

    assertThat(placed.attempt()).isEqualTo(SPEC.id().attempt(2));
    assertThat(placed.target()).isEqualTo(new TargetId("b"));
    assertThat(placed.previous())
        .isEqualTo(new PlacedAttempt(SPEC.id().attempt(1), new TargetId("a")));
    assertThat(placed.resumed()).isTrue();
    assertThat(take(Asked.reschedule(SPEC, 1, history, "r1"))).isEmpty();
    assertThat(take(Asked.reschedule(SPEC, 1, history, "r2"))).isEmpty();
  }

  @Test
  void decidesARescheduleOfAJobThatItDoesNotKnow() {
    AttemptHistory history =
        Asked.history(
            Asked.past(1, "a", new Ending.Lost("gone")),
            Asked.past(2, null, new Ending.Cancelled("fits nowhere")));

    JobPlaced placed = (JobPlaced) only(take(Asked.reschedule(SPEC, 2, history, "r1")));

    assertThat(placed.attempt()).isEqualTo(SPEC.id().attempt(3));
    assertThat(placed.previous())
        .isEqualTo(new PlacedAttempt(SPEC.id().attempt(1), new TargetId("a")));
    assertThat(take(Asked.request(SPEC, "e1"))).isEmpty();
  }

  @Test
  void decidesOverAGapAndNothingBehindIt() {
    take(Asked.request(SPEC, "e1"));
    AttemptHistory history = Asked.history(Asked.past(6, "a", new Ending.Lost("gone")));

    JobPlaced placed = (JobPlaced) only(take(Asked.reschedule(SPEC, 6, history, "r6")));

    assertThat(placed.attempt().number()).isEqualTo(7);
    assertThat(take(Asked.reschedule(SPEC, 3, history, "r3"))).isEmpty();
    assertThat(only(take(Asked.reschedule(SPEC, 7, history, "r7")))).isInstanceOf(JobPlaced.class);
  }

  @Test
  void namesAsPreviousTheLastAttemptThatHadATarget() {
    take(Asked.request(SPEC, "e1"));
    assertThat(only(take(Asked.reschedule(NOWHERE, 1, AttemptHistory.NONE, "r1"))))
        .isInstanceOf(JobUnplaceable.class);

    JobPlaced placed = (JobPlaced) only(take(Asked.reschedule(SPEC, 2, AttemptHistory.NONE, "r2")));

    assertThat(placed.previous())
        .isEqualTo(new PlacedAttempt(SPEC.id().attempt(1), new TargetId("a")));
  }

  /**
   * A log of decisions, shuffled and with repetitions, leads to the same answers as the log itself.
   */
  @Test
  void anyOrderOfTheLogRebuildsTheSameState() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      AdvisorShard original = shard();
      List<DecisionEvent> log = new ArrayList<>();
      for (Envelope<RequestEvent> request : requests(random, 60)) {
        for (Envelope<? extends DecisionEvent> answer : original.answer(request)) {
          original.replay(answer.event());
          log.add(answer.event());
        }
      }
      List<DecisionEvent> mixed = new ArrayList<>(log);
      for (int i = 0; i < log.size() / 2; i++) {
        mixed.add(log.get(random.nextInt(log.size())));
      }
      Collections.shuffle(mixed, random);
      AdvisorShard rebuilt = shard();
      mixed.forEach(rebuilt::replay);

      assertThat(rebuilt.size()).as("seed %d", seed).isEqualTo(original.size());
      for (Envelope<RequestEvent> request : requests(random, 200)) {
        assertThat(rebuilt.answer(request)).as("seed %d", seed).isEqualTo(original.answer(request));
      }
    }
  }

  private static List<Envelope<RequestEvent>> requests(Random random, int count) {
    List<Envelope<RequestEvent>> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = "job-" + (char) ('a' + random.nextInt(8));
      JobSpec spec =
          Asked.spec(
              id, random.nextInt(4) == 0 ? "'resources': {'cpus': 99, 'memoryMiB': 64}" : "");
      requests.add(
          switch (random.nextInt(6)) {
            case 0 -> Asked.cancel(new JobId(id), "c" + i);
            case 1, 2 ->
                Asked.reschedule(spec, 1 + random.nextInt(5), AttemptHistory.NONE, "r" + i);
            default -> Asked.request(spec, "e" + i);
          });
    }
    return requests;
  }

  private List<Envelope<? extends DecisionEvent>> take(Envelope<RequestEvent> request) {
    var answers = shard.answer(request);
    answers.forEach(answer -> shard.replay(answer.event()));
    answers.forEach(answer -> shard.replay(answer.event()));
    return answers;
  }

  private static DecisionEvent only(List<Envelope<? extends DecisionEvent>> answers) {
    assertThat(answers).hasSize(1);
    return answers.getFirst().event();
  }

  private static AdvisorShard shard() {
    FleetView view = Fleets.of("id: a", "id: b");
    return new AdvisorShard(DECIDING, () -> view);
  }
}
