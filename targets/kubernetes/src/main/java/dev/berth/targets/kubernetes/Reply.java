package dev.berth.targets.kubernetes;

/**
 * What an API server answered to a request that it understood.
 *
 * @param <T> what was asked for
 */
sealed interface Reply<T> {

  /** It did as asked. */
  record Given<T>(T value) implements Reply<T> {}

  /**
   * It did not, and would not if asked again.
   *
   * @param code the HTTP status, of 400 to 499
   * @param message its own words
   */
  record Refused<T>(int code, String message) implements Reply<T> {}
}
