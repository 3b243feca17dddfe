package dev.berth.advisor.telemetry;

/** What a loop is at, for the health checks. */
public sealed interface LoopState {

  /** Two loops together: the one that is worse off, and if both decide, all their partitions. */
  default LoopState and(LoopState other) {
    if (this instanceof Deciding here && other instanceof Deciding there) {
      return new Deciding(here.partitions + there.partitions);
    }
    return other.severity() > severity() ? other : this;
  }

  private int severity() {
    return switch (this) {
      case Deciding _ -> 0;
      case Starting _ -> 1;
      case Waiting _ -> 2;
      case Troubled _ -> 3;
      case Ended _ -> 4;
    };
  }

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
