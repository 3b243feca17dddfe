package dev.berth.targets.vm.running;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.JobRuntime;
import dev.berth.targets.api.SpecHash;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Answer;
import dev.berth.targets.vm.remote.Everywhere;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An attempt's workers together. Nothing starts on any machine before the program is on all of
 * them; those that have not all said in time that they are there are all ended.
 */
public final class Gang {

  /** What Ray's head may take beyond the time that it keeps itself. */
  private static final Duration HEADS_OWN = Duration.ofSeconds(15);

  private final Runs runs;
  private final RunSettings settings;
  private final Duration patience;
  private final RollCall rollCall;

  /**
   * @param patience with all machines together, each time that they are asked
   */
  public Gang(Runs runs, RunSettings settings, Duration patience) {
    this.runs = runs;
    this.settings = settings;
    this.patience = patience;
    this.rollCall = new RollCall(runs, patience);
  }

  /** What came of a start. */
  public sealed interface Outcome {

    /**
     * All are there.
     *
     * @param nativeId the first machine's name and the attempt
     * @param before whether all of them were there already
     */
    record Started(String nativeId, boolean before) implements Outcome {}

    /** The attempt is there with another spec. */
    record Other() implements Outcome {}

    /** The attempt was released. */
    record Released() implements Outcome {}

    /**
     * Not all are there in time.
     *
     * @param why in one sentence
     */
    record NotUp(String why) implements Outcome {}
  }

  /**
   * Starts a worker on each machine, or goes on with that.
   *
   * @param program as {@link Program} makes it
   * @param said what goes before all that the first worker prints
   * @param machines one for each worker, in their order
   * @throws TargetTroubleException if a machine does not answer; it may be tried again
   */
  public Outcome start(Submission submission, String program, String said, List<Machine> machines)
      throws TargetTroubleException {
    AttemptId attempt = submission.attempt();
    Map<Machine, List<Integer>> ranks = ranks(machines);
    String spec = SpecHash.of(submission.spec());
    String master = machines.getFirst().address();
    JobRuntime runtime = submission.spec().runtime();
    Machine first = machines.getFirst();
    Map<Machine, Runs.Placed> placed =
        all(
            ranks,
            machine ->
                runs.place(
                    machine,
                    attempt,
                    spec,
                    new RunFiles(
                        runtime,
                        program,
                        master,
                        ranks.size(),
                        ranks.getOrDefault(machine, List.of()),
                        machine.equals(first) ? said : "")));
    if (placed.containsValue(Runs.Placed.RELEASED)) {
      return new Outcome.Released();
    }
    if (placed.containsValue(Runs.Placed.OTHER)) {
      return new Outcome.Other();
    }
    boolean before = Set.copyOf(placed.values()).equals(Set.of(Runs.Placed.BEFORE));
    return switch (runtime) {
      case COMMAND, CONTAINER ->
          started(attempt, ranks, null)
              ? up(attempt, ranks, before, settings.startWithin())
              : new Outcome.Released();
      case RAY -> ray(attempt, ranks, before);
    };
  }

  /** The head first: where it is, the others hear from here. */
  private Outcome ray(AttemptId attempt, Map<Machine, List<Integer>> ranks, boolean before)
      throws TargetTroubleException {
    // The head itself keeps the time, and tells more.
    Duration within = settings.startWithin().plus(HEADS_OWN);
    Map<Machine, List<Integer>> first = new LinkedHashMap<>();
    Map<Machine, List<Integer>> others = new LinkedHashMap<>();
    ranks.forEach((machine, here) -> (here.contains(0) ? first : others).put(machine, here));
    if (!started(attempt, first, null)) {
      return new Outcome.Released();
    }
    Optional<String> head = rollCall.head(attempt, first.keySet().iterator().next(), within);
    if (head.isPresent() && !started(attempt, others, head.get())) {
      return new Outcome.Released();
    }
    return up(attempt, head.isPresent() ? ranks : first, before, within);
  }

  private boolean started(
      AttemptId attempt, Map<Machine, List<Integer>> ranks, @Nullable String head)
      throws TargetTroubleException {
    return !all(
            ranks,
            machine -> runs.start(machine, attempt, ranks.getOrDefault(machine, List.of()), head))
        .containsValue(false);
  }

  private Outcome up(
      AttemptId attempt, Map<Machine, List<Integer>> ranks, boolean before, Duration within)
      throws TargetTroubleException {
    Optional<String> missing = rollCall.missing(attempt, ranks, within);
    if (missing.isPresent()) {
      end(attempt, ranks);
      return new Outcome.NotUp(missing.get());
    }
    return new Outcome.Started(ranks.keySet().iterator().next().name() + '/' + attempt, before);
  }

  /** Those that can be reached; the release that follows ends the others. */
  private void end(AttemptId attempt, Map<Machine, List<Integer>> ranks)
      throws TargetTroubleException {
    new Everywhere<>(machine -> runs.finish(machine, attempt), patience).answers(ranks.keySet());
  }

  private <T> Map<Machine, T> all(
      Map<Machine, List<Integer>> ranks, Everywhere.Question<T> question)
      throws TargetTroubleException {
    Map<Machine, T> said = new LinkedHashMap<>();
    for (Map.Entry<Machine, Answer<T>> one :
        new Everywhere<>(question, patience).answers(ranks.keySet()).entrySet()) {
      switch (one.getValue()) {
        case Answer.Silent<T>(String why) -> throw new TargetTroubleException(why);
        case Answer.Heard<T>(T answer) -> said.put(one.getKey(), answer);
      }
    }
    return said;
  }

  private static Map<Machine, List<Integer>> ranks(List<Machine> machines) {
    Map<Machine, List<Integer>> ranks = new LinkedHashMap<>();
    for (int rank = 0; rank < machines.size(); rank++) {
      ranks.computeIfAbsent(machines.get(rank), _ -> new ArrayList<>()).add(rank);
    }
    return ranks;
  }
}
