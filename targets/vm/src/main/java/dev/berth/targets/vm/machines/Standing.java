package dev.berth.targets.vm.machines;

/** What a machine's provider says of it; the machine's own silence says nothing. */
public sealed interface Standing {

  /** It is there, or is being made. */
  record Up() implements Standing {}

  /**
   * It is no more, and does not come back.
   *
   * @param evidence the provider's own word, in one sentence
   */
  record Over(String evidence) implements Standing {}

  /**
   * Nobody can say.
   *
   * @param reason why, in one sentence
   */
  record Unknown(String reason) implements Standing {}
}
