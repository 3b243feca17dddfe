package dev.berth.advisor.kafka;

/** Hears why the fleet stays as it was. */
public interface FleetTrouble {

  /** The fleet file cannot be read or says what it must not. */
  void file(String problem);

  /** The topic of readings could not be read; it is tried again after a pause. */
  void topic(Exception cause);
}
