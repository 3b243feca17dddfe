package dev.berth.targets.process;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Observation;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Says what attempts' folders and the process table say of them together. What cannot change any
 * more is remembered, so that a look costs one read for each living process and none for what has
 * ended.
 */
final class Looking {

  private final Clock clock;
  private final Map<AttemptId, Remembered> remembered = new ConcurrentHashMap<>();

  Looking(Clock clock) {
    this.clock = clock;
  }

  /** Forgets all attempts but these. */
  void only(List<AttemptFolder> folders) {
    remembered
        .keySet()
        .retainAll(folders.stream().map(AttemptFolder::attempt).collect(Collectors.toSet()));
  }

  /** What was submitted; empty if nothing was, or it cannot be read. */
  Optional<Kept> kept(AttemptFolder folder) {
    try {
      return of(folder).map(Remembered::kept);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Who leads its first worker, once that is known. */
  String nativeId(AttemptFolder folder) {
    Remembered known = remembered.get(folder.attempt());
    return known == null ? "unknown" : known.nativeId();
  }

  /**
   * How it is seen; empty if nothing of an attempt is there. A damaged folder is seen as gone: it
   * says nothing about the others.
   */
  Optional<Sight> at(AttemptFolder folder) {
    try {
      Optional<Remembered> known = of(folder);
      return known.isEmpty()
          ? Optional.empty()
          : Optional.of(known.get().look(folder, clock.instant()));
    } catch (IOException e) {
      return Optional.of(new Sight(new Observation.Gone("its folder cannot be read: " + e), true));
    }
  }

  private Optional<Remembered> of(AttemptFolder folder) throws IOException {
    Remembered known = remembered.get(folder.attempt());
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Kept> kept = folder.kept();
    kept.ifPresent(found -> remembered.put(folder.attempt(), new Remembered(found)));
    return kept.map(_ -> remembered.get(folder.attempt()));
  }
}
