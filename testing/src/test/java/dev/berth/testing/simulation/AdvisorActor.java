package dev.berth.testing.simulation;

import dev.berth.advisor.AdvisorShard;
import dev.berth.advisor.Deciding;
import dev.berth.advisor.FleetView;
import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.EventId;
import dev.berth.contracts.EventType;
import dev.berth.contracts.RequestEvent;
import dev.berth.contracts.TargetId;
import dev.berth.contracts.TargetObserved;
import dev.berth.contracts.Topic;
import dev.berth.targets.api.Fleet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The advisor as its edge drives it: answers and offsets are one transaction, and after a crash
 * each shard is rebuilt from the decisions that were committed.
 */
final class AdvisorActor implements Actor {

  private final World world;
  private final Deciding deciding;
  private final Fleet fleet;
  private final Reader requests;
  private final Reader readings;
  private final Map<Integer, AdvisorShard> shards = new TreeMap<>();
  private final Map<TargetId, TargetObserved> latest = new TreeMap<>();
  private final List<Envelope<?>> uncommitted = new ArrayList<>();
  private FleetView view;

  AdvisorActor(World world, Deciding deciding, Fleet fleet) {
    this.world = world;
    this.deciding = deciding;
    this.fleet = fleet;
    this.requests = new Reader(world.topics().of(Topic.REQUESTS));
    this.readings = new Reader(world.topics().of(Topic.TARGETS));
    this.view = FleetView.of(fleet, latest);
  }

  @Override
  public void offer(List<Action> agenda) {
    if (requests.hasNext()) {
      agenda.add(new Action(this, () -> answer(requests.next(world.random()))));
    }
    if (!requests.isCommitted()) {
      agenda.add(new Action(this, this::commit));
    }
    if (readings.hasNext()) {
      agenda.add(new Action(this, this::hear));
    }
  }

  @Override
  public String unrest() {
    return requests.hasNext() || !requests.isCommitted() ? "has requests to answer" : "";
  }

  void crash() {
    world.tell("advisor", null, "crashes", "with " + uncommitted.size() + " uncommitted");
    uncommitted.clear();
    shards.clear();
    latest.clear();
    requests.rewind();
    readings.rewind();
    view = FleetView.of(fleet, latest);
  }

  /** A shard of what is committed now, as it is after a crash. */
  AdvisorShard rebuilt(int partition) {
    AdvisorShard shard = new AdvisorShard(deciding, () -> view);
    for (Decoded decoded : world.topics().of(Topic.DECISIONS).of(partition)) {
      if (decoded instanceof Decoded.Understood understood
          && understood.envelope().event() instanceof DecisionEvent decision) {
        shard.replay(decision);
      }
    }
    return shard;
  }

  private void answer(Reader.Read read) {
    AdvisorShard shard = shards.computeIfAbsent(read.partition(), this::rebuilt);
    switch (read.decoded()) {
      case Decoded.Understood(Envelope<?> envelope)
          when envelope.event() instanceof RequestEvent request -> {
        if (Topic.partitionOf(request.jobId()) != read.partition()) {
          uncommitted.add(envelope);
          return;
        }
        for (Envelope<? extends DecisionEvent> decision :
            shard.answer(
                new Envelope<>(
                    envelope.id(),
                    envelope.source(),
                    envelope.time(),
                    envelope.traceparent(),
                    request))) {
          shard.replay(decision.event());
          uncommitted.add(decision);
        }
      }
      case Decoded.InvalidSpec invalid ->
          uncommitted.add(
              new Envelope<>(
                  EventId.derived(invalid.cause(), EventType.JOB_REFUSED),
                  AdvisorShard.SOURCE,
                  world.now(),
                  invalid.traceparent(),
                  invalid.refused()));
      case Decoded.Understood _, Decoded.Unreadable _ -> {
        // For the dead letters, which nobody reads here.
      }
    }
  }

  private void commit() {
    uncommitted.forEach(world.topics()::write);
    uncommitted.clear();
    requests.commit();
  }

  /** Readings are read from their beginning by every replica, and never committed. */
  private void hear() {
    if (readings.next(world.random()).decoded() instanceof Decoded.Understood understood
        && understood.envelope().event() instanceof TargetObserved reading) {
      latest.put(reading.target(), reading);
      view = FleetView.of(fleet, latest);
    }
  }
}
