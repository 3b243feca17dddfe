package dev.berth.monitor.streams;

/**
 * What became of a question about stored jobs.
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

  /**
   * It is known here.
   *
   * @param value the answer
   */
  record Here<T>(T value) implements Answer<T> {}

  /**
   * Another replica knows.
   *
   * @param server that replica, as host:port
   */
  record Elsewhere<T>(String server) implements Answer<T> {}

  /**
   * Nobody knows at the moment: partitions are on their way from one replica to another.
   *
   * @param reason why, in one sentence
   */
  record NotNow<T>(String reason) implements Answer<T> {}
}
