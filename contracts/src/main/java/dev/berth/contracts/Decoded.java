package dev.berth.contracts;

/** What became of reading a record from a topic. */
public sealed interface Decoded {

  /**
   * It is an event of ours.
   *
   * @param envelope the event
   */
  record Understood(Envelope<?> envelope) implements Decoded {}

  /**
   * It is an event of ours about a job whose spec breaks the schema; it is answered by a refusal.
   *
   * @param refused what to answer
   * @param cause the request's own id
   * @param traceparent the request's trace context, or null
   */
  record InvalidSpec(
      JobRefused refused, EventId cause, @org.jspecify.annotations.Nullable String traceparent)
      implements Decoded {}

  /**
   * It cannot be read; it goes to the dead letters, byte for byte.
   *
   * @param reason what is wrong with it, in one sentence that names the field and the value; cut to
   *     {@value #MAXIMUM_REASON} characters, since parts of it come from the record
   */
  record Unreadable(String reason) implements Decoded {

    /** The longest reason, in characters. */
    public static final int MAXIMUM_REASON = 2_000;

    /** Cuts the reason. */
    public Unreadable {
      reason = Shown.cut(reason, MAXIMUM_REASON);
    }
  }
}
