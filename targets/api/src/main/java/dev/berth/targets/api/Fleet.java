package dev.berth.targets.api;

import dev.berth.contracts.TargetId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All targets there are, as {@code fleet.yaml} lists them.
 *
 * @param targets in the file's order; ids are unique
 */
@RegisterForReflection
public record Fleet(List<Target> targets) {

  /** No target at all. */
  public static final Fleet EMPTY = new Fleet(List.of());

  /**
   * Checks that ids are unique.
   *
   * @throws IllegalArgumentException if one occurs twice
   */
  @SuppressWarnings("NullAway") // absent in the file arrives as null
  public Fleet {
    targets = targets == null ? List.of() : List.copyOf(targets);
    Set<TargetId> seen = new HashSet<>();
    for (Target target : targets) {
      if (!seen.add(target.id())) {
        throw new IllegalArgumentException("targets: id '" + target.id() + "' occurs twice");
      }
    }
  }

  /** The target of that name, if there is one. */
  public Optional<Target> target(TargetId id) {
    return targets.stream().filter(target -> target.id().equals(id)).findFirst();
  }
}
