package dev.berth.monitor.watch;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.TargetId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/** A change of what a target's watcher has to know, on its way from the ledger to the watcher. */
@RegisterForReflection
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WatchChange.Expect.class, name = "expect"),
  @JsonSubTypes.Type(value = WatchChange.Forget.class, name = "forget"),
  @JsonSubTypes.Type(value = WatchChange.Failure.class, name = "failure")
})
public sealed interface WatchChange {

  /** Whose watcher it is for. */
  @JsonIgnore
  TargetId on();

  /**
   * An attempt should be there, or something about it is another now.
   *
   * @param expected what should be there
   */
  @RegisterForReflection
  record Expect(Expected expected) implements WatchChange {
    @Override
    public TargetId on() {
      return expected.target();
    }
  }

  /**
   * An attempt need not be there any more.
   *
   * @param target where it was
   * @param attempt which attempt
   */
  @RegisterForReflection
  record Forget(TargetId target, AttemptId attempt) implements WatchChange {
    @Override
    public TargetId on() {
      return target;
    }
  }

  /**
   * An attempt was lost or failed there for infrastructure reasons.
   *
   * @param target where
   * @param attempt which attempt
   * @param at when
   */
  @RegisterForReflection
  record Failure(TargetId target, AttemptId attempt, Instant at) implements WatchChange {
    @Override
    public TargetId on() {
      return target;
    }
  }
}
