package dev.berth.provisioner;

import java.util.List;

/**
 * A lane's state after an input, and what is to be done.
 *
 * @param state the state
 * @param directives in order
 */
public record Step(LaneState state, List<Directive> directives) {

  /** Copies the list. */
  public Step {
    directives = List.copyOf(directives);
  }
}
