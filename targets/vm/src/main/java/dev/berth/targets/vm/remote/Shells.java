package dev.berth.targets.vm.remote;

import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.ssh.Said;
import dev.berth.targets.ssh.SshShell;
import dev.berth.targets.ssh.Words;
import dev.berth.targets.vm.machines.Machine;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A shell on each machine that was asked something, each with one connection. */
public final class Shells implements AutoCloseable {

  private static final String FOLDER = Text.of(Shells.class, "folder.sh");

  private final Access access;
  private final Consumer<Machine> answered;
  private final Map<Machine, SshShell> shells = new ConcurrentHashMap<>();
  private final Map<Machine, Silence> silences = new ConcurrentHashMap<>();

  /**
   * That a machine could not be reached.
   *
   * @param why in one sentence
   * @param endsNanos until when it is not tried again, by {@link System#nanoTime}
   */
  private record Silence(String why, long endsNanos) {}

  /** Over that access; nothing is opened before the first program is run. */
  public Shells(Access access) {
    this(access, _ -> {});
  }

  /**
   * The same.
   *
   * @param answered hears of each machine on which a program has ended, well or not
   */
  public Shells(Access access, Consumer<Machine> answered) {
    this.access = access;
    this.answered = answered;
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
    Silence silence = silences.get(machine);
    if (silence != null && silence.endsNanos() - System.nanoTime() > 0) {
      throw silent(machine, silence.why());
    }
    String whole = "berth=%s\n%s%s".formatted(Words.quoted(access.folder()), FOLDER, program);
    Said.Done done =
        switch (shell(machine).run(whole)) {
          case Said.Done ran -> {
            silences.remove(machine);
            answered.accept(machine);
            yield ran;
          }
          case Said.NotSent(String why) -> {
            // Whoever asks next would wait as long, and a release asks several times.
            silences.put(
                machine, new Silence(why, System.nanoTime() + access.timeout().toNanos() / 4));
            throw silent(machine, why);
          }
          case Said.Broken(String why) -> throw silent(machine, why);
        };
    if (done.code() >= 70 && done.code() <= 72) {
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

  private static TargetTroubleException silent(Machine machine, String why) {
    return new TargetTroubleException("%s: %s".formatted(machine.name(), why));
  }

  /** What went wrong with a program that ran. */
  public static TargetTroubleException trouble(Machine machine, String what, Said.Done done) {
    return new TargetTroubleException(
        "%s: %s ended with code %d: %s"
            .formatted(machine.name(), what, done.code(), done.complaint()));
  }

  /** The machines that there may be connections to. */
  public Set<Machine> open() {
    return Set.copyOf(shells.keySet());
  }

  /** Closes what is open to these machines, which are no more. */
  public void leave(Collection<Machine> machines) {
    for (Machine machine : machines) {
      SshShell shell = shells.remove(machine);
      if (shell != null) {
        shell.close();
      }
      silences.remove(machine);
    }
  }

  private SshShell shell(Machine machine) {
    return shells.computeIfAbsent(machine, one -> new SshShell(access.host(one), access.timeout()));
  }

  @Override
  public void close() {
    leave(open());
  }
}
