package dev.berth.testing.simulation;

import java.util.List;

/** One program, or a part of one, that runs beside the others. */
interface Actor {

  /** Adds everything that it could do now. */
  void offer(List<Action> agenda);

  /**
   * What it still has to do by itself; empty if it is at rest. Looking at targets again and again
   * is rest.
   */
  String unrest();
}
