package dev.berth.provisioner.running;

import dev.berth.provisioner.Directive;

/** Hears what lanes want people to know. */
@FunctionalInterface
public interface LaneListener {

  /** An event is skipped, because it asks for what must not be done any more. */
  void skipped(Directive.Skip skip);
}
