package dev.berth.targets.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Ends an attempt's processes: all that carry its name in their environment, wherever they went,
 * and all that stayed in its sessions, whatever they did to their environment.
 */
final class Stopping {

  private final PoolSettings settings;
  private final Clock clock;

  Stopping(PoolSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * SIGTERM, a grace period, SIGKILL.
   *
   * @return how many processes live nevertheless
   */
  int end(AttemptFolder folder) throws IOException {
    Set<Incarnation> known = new HashSet<>();
    if (ended(folder, known, false) || ended(folder, known, true)) {
      return 0;
    }
    return living(folder, known).size();
  }

  /** Signals all that are found until none is, each once, as far as the grace period goes. */
  private boolean ended(AttemptFolder folder, Set<Incarnation> known, boolean forcibly)
      throws IOException {
    Set<Incarnation> signalled = new HashSet<>();
    // The process table is read again only when all are gone: they may have left children.
    return Waiting.until(
        clock,
        settings.grace(),
        () -> {
          if (signalled.stream().anyMatch(Incarnation::lives)) {
            return false;
          }
          Set<Incarnation> living = living(folder, known);
          known.addAll(living);
          for (Incarnation one : living) {
            if (signalled.add(one)) {
              one.end(forcibly);
            }
          }
          return living.isEmpty();
        });
  }

  private Set<Incarnation> living(AttemptFolder folder, Set<Incarnation> known) throws IOException {
    Set<Incarnation> found = new HashSet<>();
    known.stream().filter(Incarnation::lives).forEach(found::add);
    Set<Long> sessions = new HashSet<>();
    for (WorkerFolder worker : folder.workers()) {
      worker.leader().filter(Incarnation::lives).ifPresent(one -> sessions.add(one.pid()));
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        find(process, folder, sessions).ifPresent(found::add);
      }
    }
    return found;
  }

  private Optional<Incarnation> find(Path process, AttemptFolder folder, Set<Long> sessions) {
    long pid = Long.parseLong(process.getFileName().toString());
    // Asked once more after its start time is known: the pid may have been given anew in between.
    return belongs(process, pid, folder, sessions)
        ? Incarnation.of(pid).filter(_ -> belongs(process, pid, folder, sessions))
        : Optional.empty();
  }

  /** A zombie has no environment any more, and nobody else's can be read: both are not ours. */
  private boolean belongs(Path process, long pid, AttemptFolder folder, Set<Long> sessions) {
    try {
      byte[] environ = Files.readAllBytes(process.resolve("environ"));
      return Launching.belongs(environ, folder, settings)
          || (!sessions.isEmpty() && sessions.contains(Incarnation.sessionOf(pid)));
    } catch (IOException e) {
      return false;
    }
  }
}
