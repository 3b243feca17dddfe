package dev.berth.provisioner;

import java.time.Instant;

/** Where a course stands. */
public sealed interface Stage {

  /** Since when. */
  Instant since();

  /** What it is about. */
  Task task();

  /**
   * The submission may not start before all earlier attempts of the job are released.
   *
   * @param task the submission
   */
  record Fenced(Task task, Instant since) implements Stage {}

  /**
   * The task is being carried out.
   *
   * @param tries how often it was tried before, from 0
   */
  record Calling(Task task, int tries, Instant since) implements Stage {}

  /**
   * The task will be tried again after a wait.
   *
   * @param tries how often it was tried, from 1
   * @param reason what came of the last try, in one sentence
   */
  record Waiting(Task task, int tries, String reason, Instant since) implements Stage {}
}
