package dev.berth.targets.api;

import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Capacity;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Speaks to one target. Every call may be repeated, and comes to the same end: {@code release}
 * after {@code submit}, {@code submit} after {@code release}, and either twice. Calls block; they
 * are made on virtual threads, several at a time.
 *
 * <p>Every method throws {@link TargetTroubleException} when the target cannot be reached or does
 * not answer in time; that says nothing about any attempt.
 */
public interface Driver extends AutoCloseable {

  /**
   * Makes an attempt so, or says why not. An attempt that is there already with the same spec is
   * adopted; one that was released before is refused, for ever, as {@code infrastructure}. Who
   * hears of it first through that answer does so because a crash kept another from it, and a
   * category whose budget is smaller would take from the job what is not the job's fault.
   */
  SubmitOutcome submit(Submission submission) throws TargetTroubleException;

  /**
   * Ends an attempt and everything that it created, and makes sure that it can never start there
   * any more, even if it was never there.
   *
   * @return whether that is confirmed, or still under way and to be asked for again
   */
  ReleaseOutcome release(AttemptId attempt) throws TargetTroubleException;

  /**
   * Everything of ours that is there and not released, running or not: for adoption, for losses and
   * for orphans. How a program answers to the signals of its release is neither its success nor its
   * failure: such an attempt is seen as gone.
   */
  List<NativeAttempt> find() throws TargetTroubleException;

  /**
   * Tells the listener whenever something of ours changes, as soon as the target tells. Nothing
   * relies on it alone: what it misses is found by {@link #find}.
   *
   * @return the subscription; closing it ends the watch
   */
  Subscription watch(NativeAttemptListener listener) throws TargetTroubleException;

  /** What the target has and what of it is free. */
  Capacity capacity() throws TargetTroubleException;

  /**
   * What an attempt has printed, of all its workers.
   *
   * @param attempt which attempt
   * @param follow whether the stream goes on until the attempt ends
   * @return the bytes, or empty if the target has nothing of that attempt
   */
  Optional<InputStream> logs(AttemptId attempt, boolean follow) throws TargetTroubleException;

  /** Lets go of connections and threads; touches no attempt. */
  @Override
  void close();
}
