package dev.berth.testing.simulation;

import dev.berth.contracts.AttemptEnded;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.PlacedAttempt;
import dev.berth.contracts.Topic;
import dev.berth.provisioner.Answer;
import dev.berth.provisioner.Backoff;
import dev.berth.provisioner.Calls;
import dev.berth.provisioner.Directive;
import dev.berth.provisioner.Lane;
import dev.berth.provisioner.LaneInput;
import dev.berth.provisioner.LaneState;
import dev.berth.provisioner.Placement;
import dev.berth.provisioner.Receipt;
import dev.berth.provisioner.Step;
import dev.berth.provisioner.Task;
import dev.berth.targets.api.ReleaseOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The provisioner as its package says that it is driven. A partition that it loses, by a crash or
 * to another replica, is read again from what was committed; calls that were under way then may
 * reach their target never, or at any time later.
 */
final class ProvisionerActor implements Actor {

  private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

  private record Call(Task task) {}

  private record Wait(Task task, int tries, Instant until) {}

  private final World world;
  private final Calls calls;
  private final Map<Topic, Reader> readers = new TreeMap<>();
  private final Map<Topic, Unfinished> unfinished = new TreeMap<>();
  private final Map<JobId, LaneState> lanes = new TreeMap<>();
  private final List<Call> begun = new ArrayList<>();
  private final List<Call> ghosts = new ArrayList<>();
  private final List<LaneInput.Answered> answers = new ArrayList<>();
  private final List<Wait> waits = new ArrayList<>();
  private final LaneLaws laws = new LaneLaws();
  private final Map<JobId, Instant> heardOf = new TreeMap<>();
  private Instant forgotten = Instant.MIN;

  ProvisionerActor(World world, Calls calls) {
    this.world = world;
    this.calls = calls;
    for (Topic topic : List.of(Topic.DECISIONS, Topic.HEALTH)) {
      Reader reader = new Reader(world.topics().of(topic));
      readers.put(topic, reader);
      unfinished.put(topic, new Unfinished(reader));
    }
  }

  @Override
  public void offer(List<Action> agenda) {
    for (Reader reader : readers.values()) {
      if (reader.hasNext()) {
        agenda.add(new Action(this, () -> take(reader)));
      }
    }
    for (Call call : begun) {
      agenda.add(new Action(this, () -> perform(call)));
    }
    for (Call ghost : ghosts) {
      if (world.weather().isRightFor()) {
        agenda.add(new Action(this, () -> haunt(ghost)));
      }
    }
    for (LaneInput.Answered answer : answers) {
      agenda.add(new Action(this, () -> hear(answer)));
    }
    for (Wait wait : waits) {
      if (!world.now().isBefore(wait.until())) {
        agenda.add(new Action(this, () -> again(wait)));
      }
    }
    for (Map.Entry<JobId, LaneState> lane : lanes.entrySet()) {
      if (lane.getValue().idle() && world.weather().isRightFor()) {
        agenda.add(new Action(this, () -> forget(lane.getKey())));
      }
    }
    agenda.add(new Action(this, () -> unfinished.values().forEach(Unfinished::commit)));
  }

  @Override
  public String unrest() {
    if (readers.values().stream().anyMatch(Reader::hasNext)) {
      return "has events to read";
    }
    if (!ghosts.isEmpty()) {
      return "is haunted by " + ghosts;
    }
    for (Map.Entry<JobId, LaneState> lane : lanes.entrySet()) {
      if (!lane.getValue().idle()) {
        return "has work for " + lane.getKey() + ": " + lane.getValue().courses().values();
      }
    }
    return unfinished.values().stream().allMatch(Unfinished::isCommitted)
        ? ""
        : "has offsets to commit";
  }

  void crash() {
    world.tell("provisioner", null, "crashes", "");
    for (int partition = 0; partition < Topic.JOB_PARTITIONS; partition++) {
      lose(partition);
    }
  }

  /** Another replica takes a partition over. */
  void lose(int partition) {
    world.tell("provisioner", null, "loses partition", partition);
    for (Call call : begun) {
      if (isIn(call.task(), partition) && world.weather().tossesCoin()) {
        ghosts.add(call);
      }
    }
    begun.removeIf(call -> isIn(call.task(), partition));
    answers.removeIf(answer -> isIn(answer.task(), partition));
    waits.removeIf(wait -> isIn(wait.task(), partition));
    laws.lose(partition);
    lanes.keySet().removeIf(job -> Topic.partitionOf(job) == partition);
    unfinished.values().forEach(one -> one.lose(partition));
  }

  /** Events come once more although nothing was lost. */
  void readAgain() {
    world.tell("provisioner", null, "reads again", "");
    readers.values().forEach(reader -> reader.readAgain(world.random()));
  }

  private static boolean isIn(Task task, int partition) {
    return Topic.partitionOf(task.place().attempt().job()) == partition;
  }

  private void take(Reader reader) {
    Reader.Read read = reader.next(world.random());
    if (!(read.decoded() instanceof Decoded.Understood understood)) {
      return;
    }
    Topic topic = reader.log().topic();
    Envelope<?> envelope = understood.envelope();
    Receipt receipt = new Receipt(topic.wireName(), read.partition(), read.offset());
    LaneInput input =
        switch (envelope.event()) {
          case JobPlaced placed ->
              new LaneInput.Placed(
                  Placement.of(placed),
                  envelope.traceparent(),
                  receipt,
                  envelope.time(),
                  reader.isNew(read) && envelope.time().isAfter(forgotten),
                  world.now());
          case AttemptEnded ended ->
              new LaneInput.Ended(
                  new PlacedAttempt(ended.attempt(), ended.target()),
                  envelope.traceparent(),
                  receipt,
                  world.now());
          default -> null;
        };
    if (input != null) {
      unfinished(topic).begin(read.partition(), read.offset());
      world.tell("provisioner", input.job(), "reads", envelope.event());
      move(input);
    }
  }

  private Unfinished unfinished(Topic topic) {
    return java.util.Objects.requireNonNull(unfinished.get(topic));
  }

  /** A lane that is idle may be forgotten at any time. */
  private void forget(JobId job) {
    lanes.remove(job);
    laws.forget(job);
    Instant last = java.util.Objects.requireNonNull(heardOf.get(job));
    forgotten = last.isAfter(forgotten) ? last : forgotten;
  }

  private void move(LaneInput input) {
    Step step = Lane.after(lanes.getOrDefault(input.job(), LaneState.EMPTY), input);
    lanes.put(input.job(), step.state());
    heardOf.put(input.job(), input.at());
    laws.fed(input);
    for (Directive directive : step.directives()) {
      switch (directive) {
        case Directive.Perform perform -> begin(perform.task(), input);
        case Directive.Retry retry ->
            waits.add(
                new Wait(
                    retry.task(),
                    retry.tries(),
                    world.now().plus(BACKOFF.after(retry.tries(), retry.task()))));
        case Directive.Acknowledge done -> done.receipts().forEach(receipt -> acknowledge(receipt));
        case Directive.Skip skip -> world.tell("provisioner", input.job(), "skips", skip);
      }
    }
  }

  private void begin(Task task, LaneInput cause) {
    if (task instanceof Task.Submit submit) {
      laws.submits(submit, cause);
    }
    laws.begins(task);
    begun.add(new Call(task));
  }

  private void acknowledge(Receipt receipt) {
    for (Map.Entry<Topic, Unfinished> one : unfinished.entrySet()) {
      if (one.getKey().wireName().equals(receipt.topic())) {
        one.getValue().end(receipt.partition(), (int) receipt.offset());
      }
    }
  }

  private void perform(Call call) {
    begun.remove(call);
    world.tell(
        "provisioner",
        call.task().place().attempt().job(),
        "calls",
        call.task().getClass().getSimpleName() + " " + call.task().place());
    Answer answer = calls.perform(call.task());
    if (answer.reply() instanceof Answer.Trouble trouble && trouble.ours()) {
      throw new AssertionError("a task failed by our own fault", trouble.cause());
    }
    if (answer.reply() instanceof Answer.OfRelease release
        && release.outcome() instanceof ReleaseOutcome.Released) {
      laws.confirmed(call.task().place());
    }
    answers.add(new LaneInput.Answered(call.task(), answer));
  }

  private void haunt(Call ghost) {
    ghosts.remove(ghost);
    world.tell(
        "provisioner",
        ghost.task().place().attempt().job(),
        "'s ghost calls",
        ghost.task().getClass().getSimpleName() + " " + ghost.task().place());
    if (ghost.task() instanceof Task.MakeRefusalFinal) {
      world.laws().haunted(ghost.task().place().attempt());
    }
    var _ = calls.perform(ghost.task());
  }

  private void hear(LaneInput.Answered answer) {
    answers.remove(answer);
    move(answer);
  }

  private void again(Wait wait) {
    waits.remove(wait);
    move(new LaneInput.Due(wait.task(), wait.tries(), world.now()));
  }
}
