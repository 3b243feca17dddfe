package dev.berth.targets.vm.running;

import dev.berth.contracts.AttemptId;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.ssh.Said;
import dev.berth.targets.ssh.Words;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.remote.Shells;
import dev.berth.targets.vm.remote.Text;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is done with attempts' programs on one machine at a time. */
public final class Runs {

  private static final String MEMBERS = Text.of(Runs.class, "members.sh");
  private static final String RUNS = MEMBERS + Text.of(Runs.class, "runs.sh");
  private static final String WRAPPER = Text.of(Runs.class, "wrapper.sh");
  private static final String NOTICES = Text.of(Runs.class, "notices.sh");

  private final Shells shells;
  private final RunSettings settings;

  /** Over those shells, which this does not close. */
  public Runs(Shells shells, RunSettings settings) {
    this.shells = shells;
    this.settings = settings;
  }

  /** The functions that speak of runs, for others' programs. */
  public static String functions() {
    return RUNS;
  }

  /** What came of placing a program. */
  public enum Placed {
    /** It is there now. */
    NEW,
    /** It was there already. */
    BEFORE,
    /** Another spec of that attempt is there. */
    OTHER,
    /** The attempt was released there. */
    RELEASED
  }

  /**
   * What is placed.
   *
   * @param program as {@link Program} makes it
   * @param master the address of the first worker's machine
   * @param contained whether a container engine runs it
   * @param said what goes before all that the first worker prints, if that is there; may be empty
   */
  public record Files(String program, String master, boolean contained, String said) {}

  /**
   * Puts on a machine what an attempt runs there; nothing starts.
   *
   * @param spec the hash of what was submitted
   * @throws TargetTroubleException if it cannot be put there, say because the disk is full
   */
  public Placed place(Machine machine, AttemptId attempt, String spec, Files files)
      throws TargetTroubleException {
    String head =
        "export BERTH_MASTER_ADDRESS=%s BERTH_NODE_ADDRESS=%s\n"
            .formatted(Words.quoted(files.master()), Words.quoted(machine.address()));
    StringBuilder text = new StringBuilder(RUNS);
    text.append("alone\nnew=$berth/runs/.%s.new\nrm -rf \"$new\"\n".formatted(attempt));
    text.append("mkdir \"$new\" || exit 72\n");
    text.append(file("members.sh", MEMBERS)).append(file("wrapper.sh", WRAPPER));
    text.append(file("notices.sh", NOTICES));
    text.append(
        file(
            "notice-settings",
            "provider=%s\nsignal=%s\n".formatted(settings.notices(), settings.signal())));
    if (files.contained()) {
      text.append(file("engine", settings.engine() + '\n'));
    }
    text.append("printf 'berth=%s\\n' \"$berth\" >\"$new/program\" || exit 72\n");
    text.append(
        "printf '%%s' %s >>\"$new/program\" || exit 72\n"
            .formatted(Words.quoted(head + files.program())));
    if (!files.said().isEmpty()) {
      text.append("mkdir \"$new/worker-0\" || exit 72\n");
      text.append(file("worker-0/log", files.said()));
    }
    text.append("place %s %s\n".formatted(attempt, spec));
    Said.Done done = shells.ask(machine, text.toString());
    return switch (done.code()) {
      case 0 -> Placed.NEW;
      case 3 -> Placed.RELEASED;
      case 4 -> Placed.OTHER;
      case 5 -> Placed.BEFORE;
      default -> throw Shells.trouble(machine, "placing " + attempt, done);
    };
  }

  private static String file(String name, String content) {
    return "printf '%%s' %s >\"$new/%s\" || exit 72\n".formatted(Words.quoted(content), name);
  }

  /**
   * Starts workers that were placed; what was started before is left alone.
   *
   * @return whether they may run: not if the attempt was released meanwhile
   */
  public boolean start(Machine machine, AttemptId attempt, Collection<Integer> ranks)
      throws TargetTroubleException {
    String words = ranks.stream().map(String::valueOf).collect(Collectors.joining(" "));
    Said.Done done = shells.ask(machine, RUNS + "alone\nstart %s %s\n".formatted(attempt, words));
    if (!done.isGood() && done.code() != 3) {
      throw Shells.trouble(machine, "starting " + attempt, done);
    }
    return done.isGood();
  }

  /** All that is there. */
  public MachineSight look(Machine machine) throws TargetTroubleException {
    Said.Done done = shells.ask(machine, RUNS + "look\n");
    if (!done.isGood()) {
      throw Shells.trouble(machine, "a look", done);
    }
    return MachineSight.parse(machine.name(), done.text());
  }

  /**
   * Goes on ending an attempt's processes: SIGTERM at first, SIGKILL after the grace. Nothing of it
   * starts there any more.
   *
   * @return how many are left
   */
  public int finish(Machine machine, AttemptId attempt) throws TargetTroubleException {
    Said.Done done =
        shells.ask(
            machine,
            RUNS + "alone\nfinish %s %d\n".formatted(attempt, settings.grace().toSeconds()));
    if (!done.isGood() || !done.text().strip().matches("\\d+")) {
      throw Shells.trouble(machine, "ending " + attempt, done);
    }
    return Integer.parseInt(done.text().strip());
  }

  /**
   * A piece of what a worker has printed, also after its release.
   *
   * @param most how long it may be
   * @return empty if nothing of that worker is there
   */
  public Optional<byte[]> printed(
      Machine machine, AttemptId attempt, int rank, long offset, int most)
      throws TargetTroubleException {
    Said.Done done =
        shells.ask(
            machine,
            """
            for log in "$berth/runs/%1$s/worker-%2$d/log" "$berth/kept/%1$s/worker-%2$d/log"; do
            if [ -e "$log" ]; then tail -c +%3$d "$log" | head -c %4$d; exit; fi
            done
            exit 3
            """
                .formatted(attempt, rank, offset + 1, most));
    if (!done.isGood() && done.code() != 3) {
      throw Shells.trouble(machine, "reading what " + attempt + " printed", done);
    }
    return done.isGood() ? Optional.of(done.bytes()) : Optional.empty();
  }

  /** Which workers of an attempt have printed something there, also after its release. */
  public Collection<Integer> ranks(Machine machine, AttemptId attempt)
      throws TargetTroubleException {
    Said.Done done =
        shells.ask(
            machine,
            """
            for log in "$berth/runs/%1$s"/worker-*/log "$berth/kept/%1$s"/worker-*/log; do
            [ ! -e "$log" ] || { log=${log%%/log}; echo "${log##*-}"; }
            done
            """
                .formatted(attempt));
    return done.text().lines().map(Integer::valueOf).distinct().toList();
  }
}
