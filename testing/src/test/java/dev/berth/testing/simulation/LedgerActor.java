package dev.berth.testing.simulation;

import dev.berth.contracts.DecisionEvent;
import dev.berth.contracts.Decoded;
import dev.berth.contracts.Envelope;
import dev.berth.contracts.Event;
import dev.berth.contracts.HealthEvent;
import dev.berth.contracts.JobId;
import dev.berth.contracts.Json;
import dev.berth.contracts.ProvisionEvent;
import dev.berth.contracts.RequestEvent;
import dev.berth.contracts.ScalingRecommended;
import dev.berth.contracts.TargetObserved;
import dev.berth.contracts.Topic;
import dev.berth.monitor.Folded;
import dev.berth.monitor.JobState;
import dev.berth.monitor.Ledger;
import dev.berth.monitor.watch.WatchChange;
import dev.berth.monitor.watch.WatchChanges;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The ledger as its edge drives it: states, outputs and offsets are one transaction, which a crash
 * undoes. Committed states are kept as the store keeps them, as JSON.
 */
final class LedgerActor implements Actor {

  private final World world;
  private final Ledger ledger;
  private final Map<Topic, Reader> readers = new TreeMap<>();
  private final Map<JobId, byte[]> stored = new TreeMap<>();
  private final Map<JobId, JobState> states = new TreeMap<>();
  private final TreeSet<JobId> touched = new TreeSet<>();
  private final List<Envelope<? extends Event>> outputs = new ArrayList<>();
  private final List<WatchChange> changes = new ArrayList<>();

  LedgerActor(World world, Ledger ledger) {
    this.world = world;
    this.ledger = ledger;
    for (Topic topic : List.of(Topic.REQUESTS, Topic.DECISIONS, Topic.PROVISIONS, Topic.HEALTH)) {
      readers.put(topic, new Reader(world.topics().of(topic)));
    }
  }

  /** Every job that it knows, as it is now. */
  SortedMap<JobId, JobState> states() {
    return new TreeMap<>(states);
  }

  @Override
  public void offer(List<Action> agenda) {
    for (Reader reader : readers.values()) {
      if (reader.hasNext()) {
        agenda.add(new Action(this, () -> take(reader)));
      }
    }
    for (JobState state : states.values()) {
      if (isDue(state)) {
        agenda.add(new Action(this, () -> wake(state)));
      }
    }
    if (readers.values().stream().anyMatch(reader -> !reader.isCommitted())
        || !outputs.isEmpty()
        || !touched.isEmpty()) {
      agenda.add(new Action(this, this::commit));
    }
  }

  private boolean isDue(JobState state) {
    return state.wakeAt() != null && !world.now().isBefore(state.wakeAt());
  }

  @Override
  public String unrest() {
    if (readers.values().stream().anyMatch(reader -> reader.hasNext() || !reader.isCommitted())) {
      return "has events to fold";
    }
    for (JobState state : states.values()) {
      if (!(state.phase().ended() && state.isClosed()) || isDue(state)) {
        return "has a job that goes on: " + state;
      }
    }
    return touched.isEmpty() ? "" : "has something to commit";
  }

  void crash() {
    world.tell("ledger", null, "crashes", "with " + outputs.size() + " outputs uncommitted");
    outputs.clear();
    changes.clear();
    touched.clear();
    states.clear();
    stored.forEach((job, json) -> states.put(job, read(json)));
    readers.values().forEach(Reader::rewind);
  }

  /** Events come once more although nothing was lost. */
  void readAgain() {
    world.tell("ledger", null, "reads again", "");
    readers.values().forEach(reader -> reader.readAgain(world.random()));
  }

  private void take(Reader reader) {
    Reader.Read read = reader.next(world.random());
    if (!(read.decoded() instanceof Decoded.Understood understood)) {
      return;
    }
    JobId job = job(understood.envelope().event()).orElse(null);
    if (job != null && Topic.partitionOf(job) == read.partition()) {
      world.tell("ledger", job, "folds", understood.envelope().event());
      JobState before = states.get(job);
      apply(job, before, ledger.fold(job, before, understood.envelope(), world.now()));
    }
  }

  private void wake(JobState state) {
    apply(state.id(), state, ledger.wake(state, world.now()));
  }

  private void apply(JobId job, @Nullable JobState before, Folded folded) {
    JobState after = folded.state();
    if (after == null) {
      states.remove(job);
    } else {
      states.put(job, after);
    }
    touched.add(job);
    changes.addAll(WatchChanges.between(before, after));
    outputs.addAll(folded.outputs());
  }

  private void commit() {
    for (JobId job : touched) {
      JobState state = states.get(job);
      if (state == null) {
        stored.remove(job);
      } else {
        stored.put(job, write(state));
      }
    }
    List<Envelope<? extends Event>> written = List.copyOf(outputs);
    touched.clear();
    outputs.clear();
    readers.values().forEach(Reader::commit);
    changes.forEach(world::change);
    changes.clear();
    for (Envelope<? extends Event> output : written) {
      world.topics().write(output);
    }
  }

  private static Optional<JobId> job(Event event) {
    return switch (event) {
      case RequestEvent request -> Optional.of(request.jobId());
      case DecisionEvent decision -> Optional.of(decision.jobId());
      case ProvisionEvent provision -> Optional.of(provision.jobId());
      case HealthEvent health -> Optional.of(health.jobId());
      case TargetObserved _, ScalingRecommended _ -> Optional.empty();
    };
  }

  private static JobState read(byte[] json) {
    try {
      return Json.mapper().readValue(json, JobState.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] write(JobState state) {
    try {
      return Json.mapper().writeValueAsBytes(state);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
