package dev.berth.targets.vm.making;

import dev.berth.contracts.Accelerators;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import dev.berth.targets.api.NodeShape;
import dev.berth.targets.vm.machines.MachineWish;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is ordered for one attempt; written down before it is.
 *
 * @param attempt for which
 * @param target on which
 * @param names of the machines, one for each worker, in the workers' order
 * @param machineType the provider's name for their kind
 * @param accelerator the kind that each must have, or null
 * @param accelerators how many of them each must have
 * @param preemptible whether the provider may take them back
 * @param labels what they carry
 * @param since when it was ordered
 * @param lapses until when the provider may meet it; what it has not met then, it never will
 */
@RegisterForReflection
record Order(
    AttemptId attempt,
    TargetId target,
    List<String> names,
    String machineType,
    @Nullable String accelerator,
    int accelerators,
    boolean preemptible,
    Map<String, String> labels,
    Instant since,
    Instant lapses) {

  /** When it was ordered, among the labels: what it has cost so far is counted from there. */
  static final String SINCE = "berth-since";

  /** Which kind of machine, and whether they are cheaper for being taken back; likewise. */
  static final String TYPE = "berth-machine-type";

  static final String PREEMPTIBLE = "berth-preemptible";

  Order {
    names = List.copyOf(names);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
  }

  /** One machine of that kind for each worker. */
  static Order of(
      AttemptId attempt,
      TargetId target,
      MachineWish wish,
      NodeChoice choice,
      Instant since,
      Instant lapses) {
    Map<String, String> labels = new TreeMap<>(wish.labels());
    labels.put(SINCE, Long.toString(since.getEpochSecond()));
    NodeShape node = choice.node();
    labels.put(TYPE, node.name());
    labels.put(PREEMPTIBLE, Boolean.toString(choice.preemptible()));
    Accelerators accelerators = node.accelerators();
    return new Order(
        attempt,
        target,
        IntStream.range(0, wish.workers()).mapToObj(rank -> name(attempt, rank)).toList(),
        node.name(),
        accelerators == null ? null : accelerators.kind(),
        accelerators == null ? 0 : accelerators.count(),
        choice.preemptible(),
        labels,
        since,
        Instant.ofEpochSecond(lapses.getEpochSecond()));
  }

  /** When it was ordered, by the labels of what was; empty if they do not say. */
  static Optional<Instant> since(Map<String, String> labels) {
    String said = labels.getOrDefault(SINCE, "");
    return said.matches("\\d{1,12}")
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(said)))
        : Optional.empty();
  }

  /** The name of the machine of that rank, a DNS label of at most 52 characters. */
  static String name(AttemptId attempt, int rank) {
    return attempt.toString() + '-' + rank;
  }

  /** The rank that a machine's name tells; -1 if it is no such name. */
  static int rank(AttemptId attempt, String name) {
    String begin = attempt.toString() + '-';
    return name.startsWith(begin) && name.substring(begin.length()).matches("\\d{1,5}")
        ? Integer.parseInt(name.substring(begin.length()))
        : -1;
  }
}
