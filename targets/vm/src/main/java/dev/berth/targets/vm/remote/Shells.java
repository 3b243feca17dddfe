package dev.berth.targets.vm.remote;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.ssh.Said;
import dev.berth.targets.ssh.SshShell;
import dev.berth.targets.ssh.Words;
import dev.berth.targets.vm.machines.Machine;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A shell on each machine that was asked something, each with one connection. */
public final class Shells implements AutoCloseable {

  private static final String FOLDER = Text.of(Shells.class, "folder.sh");

  private final Access access;
  private final Map<Machine, SshShell> shells = new ConcurrentHashMap<>();

  /** Over that access; nothing is opened before the first program is run. */
  public Shells(Access access) {
    this.access = access;
  }

  /** How the machines are reached. */
  public Access access() {
    return access;
  }

  /**
   * Runs a program there, which finds Berth's folder in {@code $berth}.
   *
   * @param program text for a POSIX shell
   * @throws TargetTroubleException if its end is not known, or there is no such folder
   */
  public Said.Done ask(Machine machine, String program) throws TargetTroubleException {
    Said.Done done =
        shell(machine)
            .ask("berth=%s\n%s%s".formatted(Words.quoted(access.folder()), FOLDER, program));
    if (done.code() == 70 || done.code() == 71) {
      throw new TargetTroubleException(
          "%s: %s"
              .formatted(
                  machine.name(),
                  done.code() == 71
                      ? "Berth's folder %s is locked".formatted(access.folder())
                      : "Berth's folder %s cannot be written to: %s"
                          .formatted(access.folder(), done.complaint())));
    }
    return done;
  }

  /** What went wrong with a program that ran. */
  public static TargetTroubleException trouble(Machine machine, String what, Said.Done done) {
    return new TargetTroubleException(
        "%s: %s ended with code %d: %s"
            .formatted(machine.name(), what, done.code(), done.complaint()));
  }

  /** Closes what is open to other machines than these. */
  public void only(Collection<Machine> machines) {
    Set<Machine> gone = new HashSet<>(shells.keySet());
    gone.removeAll(new HashSet<>(machines));
    for (Machine machine : gone) {
      SshShell shell = shells.remove(machine);
      if (shell != null) {
        shell.close();
      }
    }
  }

  private SshShell shell(Machine machine) {
    return shells.computeIfAbsent(machine, one -> new SshShell(access.host(one), access.timeout()));
  }

  @Override
  public void close() {
    only(Set.of());
  }
}
