package dev.berth.targets.vm.power;

/** What was said of a host's power. */
public sealed interface PowerWord {

  /**
   * It is off.
   *
   * @param said in the program's words
   */
  record Off(String said) implements PowerWord {}

  /**
   * It is not said to be off.
   *
   * @param said in the program's words; may be empty
   */
  record Other(String said) implements PowerWord {}

  /**
   * Nothing was said.
   *
   * @param why in one sentence
   */
  record Unsaid(String why) implements PowerWord {}
}
