package dev.berth.targets.vm.machines;

import dev.berth.targets.api.ReleaseOutcome;
import dev.berth.targets.api.TargetTroubleException;
import java.util.Optional;

/**
 * That an attempt gets no machine any more, and what it had when that was so: the one look that a
 * release takes of it. For one release, at once; whoever comes again seals again.
 */
public interface Seal {

  /** What it has, so that its program can be ended in peace; empty if nothing. */
  Optional<Holding> holding();

  /**
   * Ends the attempt's hold on its machines: a machine that was made is destroyed, whether it
   * answers or not; a host that stands is free once nothing of the attempt runs there.
   *
   * @return whether that is confirmed, or still under way and to be asked for again
   */
  ReleaseOutcome giveBack() throws TargetTroubleException;
}
