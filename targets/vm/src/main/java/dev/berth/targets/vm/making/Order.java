package dev.berth.targets.vm.making;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  Order {
    names = List.copyOf(names);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
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
