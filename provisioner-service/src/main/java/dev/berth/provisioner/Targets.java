package dev.berth.provisioner;

import dev.berth.contracts.TargetId;
import dev.berth.targets.api.Driver;
import java.util.Optional;

/** The targets that there are. */
@FunctionalInterface
public interface Targets {

  /** The driver of a target; empty if the fleet does not have it. */
  Optional<Driver> driver(TargetId target);
}
