package dev.berth.testing.bench;

import java.util.List;
import java.util.Optional;

/** One thing that is measured. It ends by itself within a few minutes. */
public interface Benchmark {

  /** What it is called on the command line; lower case with dashes. */
  String name();

  /** What is measured against what, in one line. */
  String measures();

  /** What it needs and has not, and how to get that; empty if it can be measured here. */
  default Optional<String> missing() {
    return Optional.empty();
  }

  /**
   * Measures.
   *
   * @param place where it is and where it may write
   * @return at least one result
   * @throws Exception if it cannot be measured here; the others are measured all the same
   */
  List<Result> run(Place place) throws Exception;
}
