package dev.berth.advisor.telemetry;

/** What the loop is at, for the health checks. */
public sealed interface LoopState {

  /** It has not had its place in the group yet since it started. */
  record Starting() implements LoopState {
    @Override
    public String toString() {
      return "starting";
    }
  }

  /**
   * The broker does not have the topics as they must be.
   *
   * @param problems what is wrong with them
   */
  record Waiting(String problems) implements LoopState {
    @Override
    public String toString() {
      return "waiting for topics: " + problems;
    }
  }

  /**
   * It decides.
   *
   * @param partitions for how many partitions; for none, it stands by
   */
  record Deciding(int partitions) implements LoopState {
    @Override
    public String toString() {
      return "deciding for " + partitions + " partitions";
    }
  }

  /**
   * It starts again.
   *
   * @param cause why
   */
  record Troubled(String cause) implements LoopState {
    @Override
    public String toString() {
      return "troubled: " + cause;
    }
  }

  /** It has ended; only a restart of the service makes it run again. */
  record Ended() implements LoopState {
    @Override
    public String toString() {
      return "ended";
    }
  }
}
