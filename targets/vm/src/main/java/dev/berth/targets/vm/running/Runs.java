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
import org.jspecify.annotations.Nullable;

/** What is done with attempts' programs on one machine at a time. */
public final class Runs {

  private static final String RUNS = RunFiles.MEMBERS + Text.of(Runs.class, "runs.sh");

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
  enum Placed {
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
   * Puts on a machine what an attempt runs there; nothing starts.
   *
   * @param spec the hash of what was submitted
   * @throws TargetTroubleException if it cannot be put there, say because the disk is full
   */
  Placed place(Machine machine, AttemptId attempt, String spec, RunFiles files)
      throws TargetTroubleException {
    Said.Done done =
        shells.ask(
            machine,
            RUNS
                + "alone\n"
                + files.laying(machine, attempt, settings)
                + "place %s %s\n".formatted(attempt, spec));
    return switch (done.code()) {
      case 0 -> Placed.NEW;
      case 3 -> Placed.RELEASED;
      case 4 -> Placed.OTHER;
      case 5 -> Placed.BEFORE;
      default -> throw Shells.trouble(machine, "placing " + attempt, done);
    };
  }

  /**
   * Starts workers that were placed; what was started before is left alone.
   *
   * @param head what Ray's head on another machine says of itself, or null
   * @return whether they may run: not if the attempt was released meanwhile
   */
  public boolean start(
      Machine machine, AttemptId attempt, Collection<Integer> ranks, @Nullable String head)
      throws TargetTroubleException {
    String told =
        head == null
            ? ""
            : "printf '%%s' %s >\"$berth/runs/%s/ray/head\"\n"
                .formatted(Words.quoted(head), attempt);
    Said.Done done =
        shells.ask(
            machine, RUNS + "alone\n" + told + "start %s %s\n".formatted(attempt, words(ranks)));
    if (!done.isGood() && done.code() != 3) {
      throw Shells.trouble(machine, "starting " + attempt, done);
    }
    return done.isGood();
  }

  private static String words(Collection<Integer> ranks) {
    return ranks.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** What Ray's head there says of itself, for those on other machines; empty until it does. */
  public Optional<String> head(Machine machine, AttemptId attempt) throws TargetTroubleException {
    Said.Done done =
        shells.ask(
            machine, "cat \"$berth/runs/%s/ray/head\" 2>/dev/null || :\n".formatted(attempt));
    return Optional.of(done.text()).filter(text -> !text.isBlank());
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
            [ ! -e "$log" ] || { log=${log%%/log}; [ -L "$log" ] || echo "${log##*-}"; }
            done
            """
                .formatted(attempt));
    return done.text().lines().map(Integer::valueOf).distinct().toList();
  }
}
