package dev.berth.provisioner;

import dev.berth.contracts.JobPlaced;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.PlacedAttempt;
import org.jspecify.annotations.Nullable;

/**
 * What of a decision has to be made so; the decision's reasons are left behind, since thousands may
 * wait.
 *
 * @param place the attempt and its target
 * @param previous the attempt before and its target, or null if there is none
 * @param resumed whether an earlier attempt ran
 * @param spec what the job asks for
 */
public record Placement(
    PlacedAttempt place, @Nullable PlacedAttempt previous, boolean resumed, JobSpec spec) {

  /**
   * Checks that the attempt follows the one before; an attempt that waited for itself would wait
   * for ever.
   *
   * @throws IllegalArgumentException if it does not, naming both
   */
  public Placement {
    if (!place.attempt().job().equals(spec.id())) {
      throw new IllegalArgumentException(
          "spec.id '%s' is not the job of attempt '%s'".formatted(spec.id(), place.attempt()));
    }
    if (previous != null
        && (!previous.attempt().job().equals(place.attempt().job())
            || previous.attempt().number() >= place.attempt().number())) {
      throw new IllegalArgumentException(
          "previous.attempt '%s' is not an earlier attempt of the job of '%s'"
              .formatted(previous.attempt(), place.attempt()));
    }
  }

  /** What that event asks for. */
  public static Placement of(JobPlaced placed) {
    return new Placement(
        new PlacedAttempt(placed.attempt(), placed.target()),
        placed.previous(),
        placed.resumed(),
        placed.spec());
  }
}
