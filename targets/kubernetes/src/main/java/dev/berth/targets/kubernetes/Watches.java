package dev.berth.targets.kubernetes;

import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The watches of one target that are open: what they know need not be asked for again. */
final class Watches {

  private final Set<ClusterWatch> open = ConcurrentHashMap.newKeySet();

  void opened(ClusterWatch watch) {
    open.add(watch);
  }

  void closed(ClusterWatch watch) {
    open.remove(watch);
  }

  /** How many attempts of that kind there are; empty if no watch can tell. */
  OptionalInt count(NativeKind kind) {
    return open.stream()
        .map(watch -> watch.count(kind))
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }
}
