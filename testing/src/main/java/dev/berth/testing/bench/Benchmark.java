package dev.berth.testing.bench;

import java.util.List;

/** One thing that is measured. It ends by itself within about a minute. */
public interface Benchmark {

  /** What it is called on the command line; lower case with dashes. */
  String name();

  /** What is measured against what, in one line. */
  String measures();

  /**
   * Measures.
   *
   * @param place where it is and where it may write
   * @return at least one result
   * @throws Exception if it cannot be measured here; the others are measured all the same
   */
  List<Result> run(Place place) throws Exception;
}
