package dev.berth.provisioner;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.AttemptRefused;
import dev.berth.contracts.AttemptReleased;
import dev.berth.contracts.AttemptSubmitted;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventId;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.ProvisionEvent;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.Driver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One way in which a story may go, drawn from a seed: two topics read at their own pace, events
 * written twice, calls answered in any order, answers lost, crashes. It plays the monitor's part as
 * the loop's protocol has it, and checks at every call that no two attempts live at once.
 */
final class Schedule {

  private static final int STEPS_WITH_TROUBLE = 400;
  private static final int STEPS = 20_000;

  private final Scenario story;
  private final Random random;
  private final int troublePercent;
  private final Map<TargetId, ModelTarget> targets = new TreeMap<>();
  private final Performing performing;
  private final List<List<LaneInput>> topics = List.of(new ArrayList<>(), new ArrayList<>());
  private final int[] read = new int[2];
  private final Set<Receipt> acknowledged = new HashSet<>();
  private final Map<EventId, ProvisionEvent> published = new LinkedHashMap<>();
  private final List<Directive> toDo = new ArrayList<>();
  private final Set<AttemptId> over = new HashSet<>();
  private final int[] end = new int[2];
  private LaneState state = LaneState.EMPTY;
  private boolean forgot;
  private int step;
  private int written;
  private int placed;

  Schedule(Scenario story, Random random, int troublePercent) {
    this.story = story;
    this.random = random;
    this.troublePercent = troublePercent;
    for (TargetId target : Scenario.TARGETS) {
      targets.put(target, new ModelTarget(story.refused(), this::trouble));
    }
    performing =
        new Performing(
            target -> Optional.<Driver>ofNullable(targets.get(target)),
            this::publish,
            () -> Driven.NOON);
    place(1);
  }

  void run() {
    for (step = 0; step < STEPS; step++) {
      if (trouble() && random.nextInt(4) == 0) {
        crash();
      } else if (toDo.isEmpty() || random.nextInt(3) == 0) {
        if (!deliver() && toDo.isEmpty() && step > STEPS_WITH_TROUBLE) {
          return;
        }
      } else {
        carryOut(toDo.remove(random.nextInt(toDo.size())));
      }
    }
    throw new AssertionError("no end after " + STEPS + " steps; lane " + state);
  }

  /** What every schedule has to end with: who was released where, and what was told. */
  Map<String, Set<AttemptId>> outcome() {
    Map<String, Set<AttemptId>> all = new TreeMap<>();
    targets.forEach((id, target) -> all.put("released at " + id, target.released()));
    all.put("told released", told(AttemptReleased.class, false));
    all.put("told refused", told(AttemptRefused.class, true));
    return all;
  }

  /**
   * Whether a refused attempt is fenced besides, and an ended one refused, is a matter of order.
   */
  private Set<AttemptId> told(Class<? extends ProvisionEvent> what, boolean ofRefused) {
    return published.values().stream()
        .filter(what::isInstance)
        .map(ProvisionEvent::attempt)
        .filter(attempt -> story.refused().contains(attempt) == ofRefused)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  Set<AttemptId> living() {
    Set<AttemptId> living = new HashSet<>();
    targets.values().forEach(target -> living.addAll(target.living()));
    return living;
  }

  long unacknowledged() {
    return topics.stream()
        .flatMap(List::stream)
        .filter(input -> !acknowledged.contains(receipt(input)))
        .count();
  }

  private boolean trouble() {
    return step < STEPS_WITH_TROUBLE && random.nextInt(100) < troublePercent;
  }

  private void crash() {
    state = LaneState.EMPTY;
    toDo.clear();
    for (int topic = 0; topic < read.length; topic++) {
      List<LaneInput> log = topics.get(topic);
      int oldest = 0;
      while (oldest < log.size() && acknowledged.contains(receipt(log.get(oldest)))) {
        oldest++;
      }
      read[topic] = Math.min(read[topic], oldest);
      end[topic] = log.size();
    }
  }

  private boolean deliver() {
    int topic = random.nextInt(2);
    for (int other = 0; other < 2; other++, topic = 1 - topic) {
      if (read[topic] < topics.get(topic).size()) {
        feed(told(topics.get(topic).get(read[topic]), read[topic]++ >= end[topic] && !forgot));
        return true;
      }
    }
    return false;
  }

  private static LaneInput told(LaneInput input, boolean first) {
    return input instanceof LaneInput.Placed placed && !first ? placed.notFirst() : input;
  }

  private void carryOut(Directive directive) {
    switch (directive) {
      case Directive.Perform perform -> {
        Answer answer = performing.perform(perform.task());
        assertAlone();
        feed(new LaneInput.Answered(perform.task(), answer));
      }
      case Directive.Retry retry ->
          feed(new LaneInput.Due(retry.task(), retry.tries(), Driven.NOON));
      case Directive.Acknowledge acknowledge -> acknowledged.addAll(acknowledge.receipts());
      case Directive.Skip _ -> {
        // For people.
      }
    }
  }

  private void assertAlone() {
    if (!story.overlap() && living().size() > 1) {
      throw new AssertionError("live at once: " + living());
    }
  }

  private void feed(LaneInput input) {
    Step after = Lane.after(state, input);
    state = after.state();
    toDo.addAll(after.directives());
    if (state.idle() && trouble()) {
      state = LaneState.EMPTY;
      forgot = true;
    }
  }

  private void publish(Envelope<ProvisionEvent> outcome) throws IOException {
    if (trouble()) {
      throw new IOException("the broker is away");
    }
    if (published.putIfAbsent(outcome.id(), outcome.event()) == null) {
      fold(outcome.event());
    }
    if (trouble()) {
      throw new IOException("the broker's answer is lost");
    }
  }

  /** The monitor: what was submitted ends; what is over is followed by the next attempt. */
  private void fold(ProvisionEvent event) {
    switch (event) {
      case AttemptSubmitted submitted -> {
        if (!over.contains(submitted.attempt())) {
          end(submitted.attempt());
        }
      }
      case AttemptReleased released -> next(released.attempt());
      case AttemptRefused refused -> next(refused.attempt());
    }
  }

  private void next(AttemptId attempt) {
    if (over.add(attempt) || story.hasty().contains(attempt)) {
      place(attempt.number() + 1);
    }
  }

  private void place(int number) {
    if (number > story.places().size() || number <= placed) {
      return;
    }
    placed = number;
    PlacedAttempt place = story.places().get(number - 1);
    PlacedAttempt previous = number == 1 ? null : story.places().get(number - 2);
    Placement placement =
        new Placement(place, previous, number > 1, Driven.spec(place, story.overlap()));
    write(
        0,
        receipt -> new LaneInput.Placed(placement, null, receipt, Driven.NOON, true, Driven.NOON));
    if (story.hasty().contains(place.attempt())) {
      end(place.attempt());
      place(number + 1);
    }
  }

  private void end(AttemptId attempt) {
    PlacedAttempt place = story.places().get(attempt.number() - 1);
    write(1, receipt -> new LaneInput.Ended(place, null, receipt, Driven.NOON));
    if (story.overlap()) {
      place(attempt.number() + 1);
    }
  }

  private void write(int topic, Function<Receipt, LaneInput> event) {
    int times = trouble() ? 2 : 1;
    for (int time = 0; time < times; time++) {
      topics.get(topic).add(event.apply(new Receipt("topic-" + topic, 0, written++)));
    }
  }

  private static Receipt receipt(LaneInput input) {
    return switch (input) {
      case LaneInput.Placed placed -> placed.receipt();
      case LaneInput.Ended ended -> ended.receipt();
      case LaneInput.Answered _, LaneInput.Due _ -> throw new AssertionError(input);
    };
  }
}
