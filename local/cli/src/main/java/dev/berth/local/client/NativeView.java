package dev.berth.local.client;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Decision;
import dev.berth.contracts.FilterReason;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.TargetId;
import dev.berth.local.platform.Home;
import dev.berth.targets.api.Fleet;
import dev.berth.targets.api.NativeForm;
import dev.berth.targets.api.Submission;
import dev.berth.targets.api.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a job's first attempt would come to on a target.
 *
 * @param attempt which attempt
 * @param target where
 * @param form what would be made there
 * @param hidden what of the spec is not shown in it
 */
public record NativeView(AttemptId attempt, TargetId target, NativeForm form, List<String> hidden) {

  /** Copies the list. */
  public NativeView {
    hidden = List.copyOf(hidden);
  }

  /**
   * Decides where, if nobody said, and asks the driver.
   *
   * @param fleet the fleet file
   * @param named the target, or null for the one that the offline core decides for
   * @throws Complaint if nothing fits, with each target's reason, or the fleet has no such target
   */
  public static NativeView of(JobSpec spec, Path fleet, Home home, @Nullable String named) {
    Fleet read = Fleets.read(fleet, home);
    AttemptId attempt = spec.id().attempt(1);
    Target target =
        Fleets.target(read, named == null ? decided(Offline.decide(spec, fleet, null)) : named);
    SecretValues shown = SecretValues.outOf(spec);
    try {
      NativeForm form =
          Fleets.provider(target)
              .render(target, new Submission(attempt, shown.spec(), false, null));
      return new NativeView(attempt, target.id(), form, shown.hidden());
    } catch (IllegalArgumentException e) {
      throw new Complaint(ExitCode.INVALID, String.valueOf(e.getMessage()));
    }
  }

  private static String decided(Decision decision) {
    if (decision.chosen() == null) {
      throw new Complaint(
          ExitCode.FAILED,
          decision.filtered().stream()
              .map(one ->
                  "%s: %s"
                      .formatted(
                          one.target(),
                          one.reasons().stream()
                              .map(FilterReason::reason)
                              .collect(Collectors.joining("; "))))
              .collect(
                  Collectors.joining("\n  ", "nothing fits " + decision.attempt() + "\n  ", "")));
    }
    return decision.chosen().value();
  }
}
