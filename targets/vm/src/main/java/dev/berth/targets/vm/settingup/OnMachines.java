package dev.berth.targets.vm.settingup;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.ssh.Said;
import dev.berth.targets.ssh.SshShell;
import dev.berth.targets.vm.machines.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Runs the same program on all machines at once, as root, for tools that work where they are. */
final class OnMachines {

  /** The shell's own: no such program. */
  private static final int NOT_FOUND = 127;

  private final Ways ways;
  private final Duration timeout;

  OnMachines(Ways ways, Duration timeout) {
    this.ways = ways;
    this.timeout = timeout;
  }

  /** What an exit code means for one tool. */
  @FunctionalInterface
  interface Reading {
    SetUpOutcome of(String machine, int code, String printed);
  }

  SetUpOutcome run(
      AttemptId attempt,
      List<Machine> machines,
      String program,
      Reading reading,
      Consumer<String> told)
      throws TargetTroubleException {
    Map<String, Future<Said.Done>> running = new LinkedHashMap<>();
    List<SetUpOutcome> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Machine machine : machines) {
        running.putIfAbsent(machine.name(), threads.submit(() -> on(machine, program)));
      }
      for (Map.Entry<String, Future<Said.Done>> one : running.entrySet()) {
        Said.Done done = ended(attempt, one.getKey(), one.getValue());
        String printed = done.text() + done.err();
        printed.lines().forEach(line -> told.accept(one.getKey() + ": " + line));
        outcomes.add(
            done.code() == NOT_FOUND
                ? new SetUpOutcome.Failed(
                    FailureCategory.CONFIGURATION,
                    one.getKey() + ": the tool is not installed there",
                    Blame.tail(printed))
                : reading.of(one.getKey(), done.code(), printed));
      }
    }
    return outcomes.stream()
        .filter(SetUpOutcome.Failed.class::isInstance)
        .findFirst()
        .orElseGet(SetUpOutcome.Ready::new);
  }

  private Said.Done on(Machine machine, String program) throws TargetTroubleException {
    try (SshShell shell = new SshShell(ways.to(machine), timeout)) {
      return shell.ask(program);
    }
  }

  private static Said.Done ended(AttemptId attempt, String machine, Future<Said.Done> run)
      throws TargetTroubleException {
    try {
      return run.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TargetTroubleException trouble) {
        throw trouble;
      }
      throw new TargetTroubleException("set-up of %s on %s".formatted(attempt, machine), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TargetTroubleException("set-up of %s was interrupted".formatted(attempt), e);
    }
  }
}
