package dev.berth.targets.process;

import dev.berth.targets.api.Check;
import dev.berth.targets.api.CheckOutcome;
import dev.berth.targets.api.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Looks whether a pool can run programs, from where this program runs. */
final class PoolChecks {

  /** What {@code worker.sh} and its start call. */
  private static final List<String> PROGRAMS =
      List.of("sh", "setsid", "mkdir", "mv", "cut", "date", "sleep");

  /** Where {@code worker.sh} looks besides its {@code PATH}. */
  private static final List<String> USUAL_PLACES = List.of("/usr/local/bin", "/usr/bin", "/bin");

  /** Logs, records and checkpoints of a small job; less, and not even an exit record is written. */
  private static final long LEAST_FREE_MIB = 100;

  private static final long MIB = 1 << 20;

  private final Target target;
  private final PoolSettings settings;
  private final Map<String, String> environment;
  private final Machine machine;

  PoolChecks(
      Target target, PoolSettings settings, Map<String, String> environment, Machine machine) {
    this.target = target;
    this.settings = settings;
    this.environment = environment;
    this.machine = machine;
  }

  void tell(Consumer<Check> told) {
    told.accept(new Check("system", system()));
    told.accept(new Check("programs", programs()));
    told.accept(new Check("folder", folder()));
    told.accept(new Check("work-folder", workFolder()));
    told.accept(new Check("checkpoints", checkpoints()));
    told.accept(new Check("disk", disk()));
    told.accept(new Check("memory", memory()));
    told.accept(new Check("limits", limits()));
  }

  private CheckOutcome system() {
    // Who a process is, and whether it lives, is read there.
    return Incarnation.of(ProcessHandle.current().pid()).isPresent()
        ? new CheckOutcome.Passed("processes are seen in /proc")
        : new CheckOutcome.Failed(
            "/proc does not tell of processes here", "run Berth's services on Linux, with /proc");
  }

  private CheckOutcome programs() {
    List<String> places =
        Stream.concat(
                Stream.of(environment.getOrDefault("PATH", "").split(":")), USUAL_PLACES.stream())
            .filter(place -> !place.isEmpty())
            .distinct()
            .toList();
    List<String> missing =
        PROGRAMS.stream()
            .filter(program ->
                places.stream()
                    .noneMatch(place -> Files.isExecutable(Path.of(place).resolve(program))))
            .toList();
    return missing.isEmpty()
        ? new CheckOutcome.Passed(String.join(", ", PROGRAMS) + " are there")
        : new CheckOutcome.Failed(
            "%s not found on PATH or in %s".formatted(missing, USUAL_PLACES),
            "install coreutils and util-linux, which bring them");
  }

  private CheckOutcome folder() {
    Path directory = settings.directory();
    if (!Files.isDirectory(directory)) {
      return new CheckOutcome.Failed(
          "the pool's folder " + directory + " is not there",
          "mount its file system, or, if the pool is new: mkdir -p " + directory);
    }
    try {
      Path made = Files.createTempDirectory(directory, "check-");
      Path moved = made.resolveSibling(made.getFileName() + "-moved");
      try {
        Files.move(made, moved, StandardCopyOption.ATOMIC_MOVE);
        new PoolLock(directory).holding(() -> moved);
      } finally {
        Files.deleteIfExists(made);
        Files.deleteIfExists(moved);
      }
      return new CheckOutcome.Passed(
          directory + " can be written, renamed in atomically, and locked");
    } catch (IOException e) {
      return new CheckOutcome.Failed(
          "the pool's folder " + directory + " cannot be used: " + e,
          "give the services' user the right to write it, on a file system that knows locks and"
              + " atomic renames");
    }
  }

  private CheckOutcome workFolder() {
    Path workdir = settings.workdir();
    return Files.isDirectory(workdir) && Files.isExecutable(workdir)
        ? new CheckOutcome.Passed("programs run in " + workdir)
        : new CheckOutcome.Failed(
            "programs cannot run in " + workdir + ": it is not there, or may not be entered",
            "make it, or name another in driver.settings.workdir");
  }

  private CheckOutcome checkpoints() {
    Path wanted = settings.checkpoints();
    Path there = wanted;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return Files.isDirectory(there) && Files.isWritable(there)
        ? new CheckOutcome.Passed(
            "each job has a folder in "
                + wanted
                + (there.equals(wanted) ? "" : ", which is made when one needs it"))
        : new CheckOutcome.Failed(
            "checkpoints cannot be written to %s: %s is no folder that may be written"
                .formatted(wanted, there),
            "give the services' user the right, or name another in driver.settings.checkpoints");
  }

  private CheckOutcome disk() {
    if (!Files.isDirectory(settings.directory())) {
      return new CheckOutcome.Skipped("the pool's folder is not there");
    }
    try {
      long free = Files.getFileStore(settings.directory()).getUsableSpace() / MIB;
      return free >= LEAST_FREE_MIB
          ? new CheckOutcome.Passed(free + " MiB are free for logs and records")
          : new CheckOutcome.Failed(
              "only %d MiB are free where the pool's folder is; %d are the least"
                  .formatted(free, LEAST_FREE_MIB),
              "make room: without an exit record an attempt counts as lost");
    } catch (IOException e) {
      return new CheckOutcome.Skipped("its file system does not say how much is free: " + e);
    }
  }

  private CheckOutcome memory() {
    long offered =
        target.nodes().stream().mapToLong(node -> node.memoryMiB() * node.maximum()).sum();
    double cpus = target.nodes().stream().mapToDouble(node -> node.cpus() * node.maximum()).sum();
    long has = machine.memoryMiB();
    return offered <= has
        ? new CheckOutcome.Passed(
            String.format(
                Locale.ROOT,
                "the fleet file offers %d MiB of this machine's %d, and %s processors of its %d",
                offered,
                has,
                cpus,
                machine.processors()))
        : new CheckOutcome.Failed(
            "the fleet file offers %d MiB, and this machine has %d".formatted(offered, has),
            "lower nodes[].memoryMiB or nodes[].maximum: programs would be killed for want of"
                + " memory");
  }

  private CheckOutcome limits() {
    // Of each attempt at least its leading shell and its program, and the service's own threads.
    long needed = 2L * target.maximumAttempts();
    long allowed = Math.min(machine.processLimit(), machine.taskLimit());
    if (allowed < needed) {
      return new CheckOutcome.Failed(
          "%d attempts are at least %d processes, and %d are allowed here"
              .formatted(target.maximumAttempts(), needed, allowed),
          "raise `ulimit -u` (or the service's TasksMax), or lower the target's maximumAttempts");
    }
    return new CheckOutcome.Passed(
        "%d attempts at once are allowed, of %s processes here"
            .formatted(
                target.maximumAttempts(),
                allowed == Long.MAX_VALUE ? "any number of" : "at most " + allowed));
  }
}
