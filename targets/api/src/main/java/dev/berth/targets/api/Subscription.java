package dev.berth.targets.api;

/** A watch that can be ended. */
public interface Subscription extends AutoCloseable {

  @Override
  void close();
}
