package dev.berth.testing.bench.advisor;

/** A loop that is measured. */
interface Contender extends AutoCloseable {

  /** The topic that it reads. */
  String in();

  /** The topic that it writes. */
  String out();

  /** By which it is held and counted. */
  Gate gate();

  /** Ends it and waits until it has ended. */
  @Override
  void close();
}
