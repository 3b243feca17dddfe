package dev.berth.testing.simulation;

import dev.berth.advisor.Deciding;
import dev.berth.advisor.PolicyFile;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.JobId;
import dev.berth.contracts.JobRuntime;
import dev.berth.contracts.TargetId;
import dev.berth.monitor.Ledger;
import dev.berth.monitor.LedgerPolicy;
import dev.berth.monitor.watch.WatchChange;
import dev.berth.provisioner.Performing;
import dev.berth.targets.api.DriverSettings;
import dev.berth.targets.api.Fleet;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.api.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** All there is in one run: who takes part, what time it is, and who does something next. */
final class World {

  /** Within so many steps everything must be at rest once the weather has cleared up. */
  private static final int STEPS_TO_REST = 20_000;

  private static final DeploymentModel[] MODELS = DeploymentModel.values();
  private static final Deciding DECIDING = new Deciding(PolicyFile.builtIn());

  private final boolean notices;
  private final RandomGenerator random;
  private final Weather weather;
  private final LedgerPolicy ledgerPolicy;
  private final Story story = new Story();
  private final Laws laws = new Laws(this);
  private final Topics topics = new Topics(laws::written);
  private final List<SimulatedTarget> targets = new ArrayList<>();
  private final Map<JobId, Job> jobs = new TreeMap<>();
  private final List<WatcherActor> watchers = new ArrayList<>();
  private final List<Actor> actors = new ArrayList<>();
  private final AdvisorActor advisor;
  private final LedgerActor ledger;
  private final Faults faults;
  private Instant now = Instant.parse("2026-11-25T08:00:00Z");
  private int steps;

  World(long seed) {
    this(seed, true);
  }

  /**
   * @param notices whether providers say so before they take a machine
   */
  World(long seed, boolean notices) {
    this.notices = notices;
    random = new SplittableRandom(seed);
    weather = new Weather(random);
    ledgerPolicy =
        new LedgerPolicy(
            Duration.ofSeconds(2 + random.nextInt(5)),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofDays(7));
    for (int i = 2 + random.nextInt(2); i > 0; i--) {
      targets.add(new SimulatedTarget(new TargetId("pool-" + i), 1 + random.nextInt(4), this));
    }
    List<TargetId> ids = targets.stream().map(SimulatedTarget::id).toList();
    for (int i = 2 + random.nextInt(4); i > 0; i--) {
      JobId id = new JobId("job-" + (char) ('a' + i) + random.nextInt(100));
      jobs.put(id, Job.drawn(id, ids, now, random));
    }
    advisor = new AdvisorActor(this, DECIDING, fleet());
    ledger = new LedgerActor(this, new Ledger(ledgerPolicy));
    ProvisionerActor provisioner =
        new ProvisionerActor(
            this, new Performing(this::driver, outcome -> topics.write(outcome), this::now));
    targets.forEach(target -> watchers.add(new WatcherActor(this, target)));
    actors.addAll(List.of(new Pipelines(this, jobs.values()), advisor, provisioner, ledger));
    actors.addAll(watchers);
    faults = new Faults(this, advisor, provisioner, ledger, watchers);
  }

  private Fleet fleet() {
    return new Fleet(
        targets.stream()
            .map(target ->
                new Target(
                    target.id(),
                    MODELS[random.nextInt(MODELS.length)],
                    "simulated",
                    new DriverSettings("simulated", Map.of()),
                    List.of(JobRuntime.COMMAND),
                    List.of(new NodeShape("node", 8, 1L << 16, null, target.room(), 1.0, null)),
                    List.of(),
                    List.of("here"),
                    List.of(),
                    target.room()))
            .toList());
  }

  private Optional<dev.berth.targets.api.Driver> driver(TargetId id) {
    return targets.stream()
        .filter(target -> target.id().equals(id))
        .<dev.berth.targets.api.Driver>map(target -> target)
        .findFirst();
  }

  /** Plays a run to its end, in which nothing may break a law and all must come to rest. */
  void play() {
    for (int bad = 200 + random.nextInt(1_500); bad > 0; bad--) {
      faults.strike();
      step();
    }
    weather.clearUp();
    tell("world", null, "clears up", "");
    String unrest = unrest();
    for (int left = STEPS_TO_REST; !unrest.isEmpty(); left--) {
      if (left == 0) {
        throw new LawBroken(null, "does not come to rest: " + unrest);
      }
      step();
      unrest = left % 20 == 0 ? unrest() : unrest;
    }
    new Reckoning(laws.told(), laws.taken(), ledger.states(), now).make();
    new Questions(topics, advisor).askAgain();
  }

  private void step() {
    steps++;
    now = now.plus(weather.pause());
    weather.turn();
    targets.forEach(SimulatedTarget::advance);
    List<Action> agenda = new ArrayList<>();
    actors.forEach(actor -> actor.offer(agenda));
    pick(agenda).ifPresent(action -> action.step().run());
  }

  private Optional<Action> pick(List<Action> agenda) {
    int all = agenda.stream().mapToInt(action -> weather.eagerness(action.actor())).sum();
    if (all == 0) {
      return Optional.empty();
    }
    int left = random.nextInt(all);
    for (Action action : agenda) {
      left -= weather.eagerness(action.actor());
      if (left < 0) {
        return Optional.of(action);
      }
    }
    throw new IllegalStateException("an agenda without an action");
  }

  private String unrest() {
    for (SimulatedTarget target : targets) {
      if (!target.held().isEmpty()) {
        return target.id() + " holds " + target.held().values();
      }
    }
    return actors.stream()
        .map(actor ->
            actor.unrest().isEmpty() ? "" : actor.getClass().getSimpleName() + " " + actor.unrest())
        .filter(unrest -> !unrest.isEmpty())
        .findFirst()
        .orElse("");
  }

  Instant now() {
    return now;
  }

  RandomGenerator random() {
    return random;
  }

  Weather weather() {
    return weather;
  }

  LedgerPolicy ledgerPolicy() {
    return ledgerPolicy;
  }

  Laws laws() {
    return laws;
  }

  Topics topics() {
    return topics;
  }

  List<SimulatedTarget> targets() {
    return targets;
  }

  Story story() {
    return story;
  }

  int steps() {
    return steps;
  }

  Program program(AttemptId attempt) {
    Job job = jobs.get(attempt.job());
    if (job == null) {
      throw new LawBroken(attempt.job(), "nobody asked for " + attempt);
    }
    Program program = job.program(attempt);
    return notices ? program : program.withoutNotice();
  }

  void change(WatchChange change) {
    for (WatcherActor watcher : watchers) {
      if (watcher.target().equals(change.on())) {
        watcher.change(change);
      }
    }
  }

  void tell(String who, @Nullable JobId job, String what, Object about) {
    story.tell(steps, now, who, job, what, about);
  }
}
