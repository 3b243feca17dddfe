package dev.berth.targets.vm;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.SubmitOutcome;
import dev.berth.targets.api.Target;
import dev.berth.targets.api.TargetTroubleException;
import dev.berth.targets.api.UnfitException;
import dev.berth.targets.vm.machines.Acquisition;
import dev.berth.targets.vm.machines.Machine;
import dev.berth.targets.vm.machines.MachineSource;
import dev.berth.targets.vm.running.Gang;
import dev.berth.targets.vm.running.Program;
import dev.berth.targets.vm.settingup.SetUp;
import dev.berth.targets.vm.settingup.SetUpOutcome;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gets machines, and starts a worker on each: all of them or none. Every step finds what an earlier
 * try has done, and goes on from there.
 */
final class Submitting {

  /** Of what a set-up prints, in characters: it goes before what the first worker prints. */
  private static final int MOST_SAID = 256 << 10;

  private final Target target;
  private final MachineSource source;
  private final SetUp setUp;
  private final Program programs;
  private final Gang gang;

  Submitting(Target target, MachineSource source, SetUp setUp, Program programs, Gang gang) {
    this.target = target;
    this.source = source;
    this.setUp = setUp;
    this.programs = programs;
    this.gang = gang;
  }

  SubmitOutcome submit(Submission submission) throws TargetTroubleException {
    String program;
    try {
      program = programs.text(submission);
    } catch (UnfitException e) {
      return new SubmitOutcome.Refused(FailureCategory.CONFIGURATION, e.reason());
    }
    return switch (source.acquire(submission.attempt(), Wishing.wish(target, submission))) {
      case Acquisition.Refused(FailureCategory category, String reason, var heldSince) ->
          new SubmitOutcome.Refused(category, reason, heldSince);
      case Acquisition.Acquired(List<Machine> machines) -> ready(submission, program, machines);
    };
  }

  private SubmitOutcome ready(Submission submission, String program, List<Machine> machines)
      throws TargetTroubleException {
    StringBuilder said = new StringBuilder();
    SetUpOutcome outcome =
        setUp.apply(
            submission.attempt(),
            List.copyOf(new LinkedHashSet<>(machines)),
            line -> {
              if (said.length() + line.length() < MOST_SAID) {
                said.append(line).append('\n');
              }
            });
    return switch (outcome) {
      case SetUpOutcome.Failed(FailureCategory category, String reason, String tail) ->
          new SubmitOutcome.Refused(
              category,
              tail.isBlank() ? reason : reason + ": " + tail,
              heldSince(submission.attempt()));
      case SetUpOutcome.Ready() -> started(submission, program, said.toString(), machines);
    };
  }

  private SubmitOutcome started(
      Submission submission, String program, String said, List<Machine> machines)
      throws TargetTroubleException {
    AttemptId attempt = submission.attempt();
    return switch (gang.start(submission, program, said, machines)) {
      case Gang.Outcome.Started(String nativeId, boolean before) ->
          new SubmitOutcome.Submitted(nativeId, before, heldSince(attempt));
      case Gang.Outcome.Other() ->
          new SubmitOutcome.Refused(
              FailureCategory.CONFIGURATION,
              "attempt " + attempt + " is there already, with another spec",
              heldSince(attempt));
      case Gang.Outcome.Released() ->
          new SubmitOutcome.Refused(
              FailureCategory.INFRASTRUCTURE, "attempt " + attempt + " was released here");
      case Gang.Outcome.NotUp(String why) ->
          new SubmitOutcome.Refused(FailureCategory.CAPACITY, why, heldSince(attempt));
    };
  }

  private @Nullable Instant heldSince(AttemptId attempt) throws TargetTroubleException {
    return source.heldSince(attempt).orElse(null);
  }
}
