package dev.berth.targets.kubernetes.dialect;

/**
 * Something that a kind of cluster can give, or cannot.
 *
 * @param <T> what it is
 */
public sealed interface Offer<T> {

  /**
   * It can.
   *
   * @param value how
   */
  record Offered<T>(T value) implements Offer<T> {}

  /**
   * It cannot.
   *
   * @param reason why, in one sentence for whoever asked
   */
  record NotOffered<T>(String reason) implements Offer<T> {}
}
