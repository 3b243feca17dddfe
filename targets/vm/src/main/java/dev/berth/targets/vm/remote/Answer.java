package dev.berth.targets.vm.remote;

/** What came back from a machine. */
public sealed interface Answer<T> {

  /** What it said. */
  record Heard<T>(T said) implements Answer<T> {}

  /**
   * Nothing.
   *
   * @param why in one sentence
   */
  record Silent<T>(String why) implements Answer<T> {}
}
