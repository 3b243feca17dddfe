package dev.berth.local.demo;

import dev.berth.contracts.AttemptId;
import java.util.List;

/** Two clusters to play on, and how an attempt comes to harm there. */
public interface Clusters {

  /**
   * Has them ready.
   *
   * @throws DemoFailure if they cannot be had, and why
   */
  void start() throws DemoFailure, InterruptedException;

  /** Both; only after {@link #start}. */
  List<Cluster> all();

  /** What they are, in one sentence. */
  String description();

  /**
   * Does it, and tells what.
   *
   * @return what was done, in one sentence
   */
  String harm(Cluster cluster, AttemptId attempt) throws DemoFailure, InterruptedException;

  /**
   * Once the harm is noticed: makes known that nothing of the attempt can run there any more, where
   * the cluster cannot know.
   *
   * @return what was done, in one sentence; empty if nothing had to be
   */
  String settle(Cluster cluster) throws DemoFailure;

  /**
   * Ends what was started, and takes away what was made, also while {@link #start} is at it.
   *
   * @return what could not be, a sentence each
   */
  List<String> end();
}
