package dev.berth.local.demo;

import dev.berth.local.platform.PlatformException;
import java.io.IOException;

/** A story that is played on a platform of its own. */
public sealed interface Play extends AutoCloseable permits Demo, ClusterDemo {

  /**
   * Plays it, and tells it as it happens.
   *
   * @throws DemoFailure if something that has to happen does not
   * @throws PlatformException if the platform cannot be started
   */
  void play() throws DemoFailure, PlatformException, IOException, InterruptedException;

  /** Ends all that it has started; a second time does nothing. */
  @Override
  void close();
}
