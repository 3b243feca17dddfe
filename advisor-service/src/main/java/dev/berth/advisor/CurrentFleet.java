package dev.berth.advisor;

/** The fleet as it is now. */
@FunctionalInterface
public interface CurrentFleet {

  /** With what is known of its targets. */
  FleetView view();
}
