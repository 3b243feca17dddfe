package dev.berth.monitor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Observation;
import dev.berth.contracts.PastAttempt;
import dev.berth.contracts.TargetId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one attempt. Facts, not a state: they come in any order, and what they mean is
 * read off them.
 *
 * @param id which attempt
 * @param target where it was placed or seen, or null
 * @param placed whether a decision placed it
 * @param nativeId what the target calls it, or null
 * @param submittedAt when the target took it, or null
 * @param observation the latest thing seen of it, or null
 * @param observedAt when that was seen, or null
 * @param absentSince when its target first answered without listing it, or null if it was seen
 *     since
 * @param straySince when it was first seen although nothing accounts for it, or null
 * @param runningSince when it was first seen running, by the target's clock, or null
 * @param ending how it ended, or null
 * @param endedAt when, or null
 * @param announced whether its end has been announced, so that the provisioner releases it
 * @param releasedAt when everything of it was confirmed gone, or null
 */
@RegisterForReflection
public record AttemptState(
    AttemptId id,
    @Nullable TargetId target,
    boolean placed,
    @Nullable String nativeId,
    @Nullable Instant submittedAt,
    @Nullable Observation observation,
    @Nullable Instant observedAt,
    @Nullable Instant absentSince,
    @Nullable Instant straySince,
    @Nullable Instant runningSince,
    @Nullable Ending ending,
    @Nullable Instant endedAt,
    boolean announced,
    @Nullable Instant releasedAt) {

  static AttemptState unknown(AttemptId id) {
    return new AttemptState(
        id, null, false, null, null, null, null, null, null, null, null, null, false, null);
  }

  /** An attempt of which only its history is known. */
  static AttemptState remembered(PastAttempt past) {
    return new AttemptState(
        past.attempt(),
        past.target(),
        past.target() != null,
        null,
        null,
        null,
        null,
        null,
        null,
        past.ran() ? past.endedAt() : null,
        past.ending(),
        past.endedAt(),
        true,
        past.endedAt());
  }

  /** Whether nothing of it is left anywhere: it was never taken, or is released. */
  @JsonIgnore
  public boolean isClosed() {
    return ending != null && releasedAt != null;
  }

  /** Whether something of it is, or may come to be, on its target by our doing. */
  @JsonIgnore
  public boolean isOpen() {
    return (isAccountedFor() || announced) && !isClosed();
  }

  /** Whether it has a place and has not ended. */
  @JsonIgnore
  public boolean isLive() {
    return isAccountedFor() && ending == null;
  }

  /** Whether a decision or a submission says where it comes from. */
  @JsonIgnore
  public boolean isAccountedFor() {
    return placed || submittedAt != null;
  }

  /** Whether it was ever seen running, so that a checkpoint may be there. */
  @JsonIgnore
  public boolean isRan() {
    return runningSince != null
        || observation instanceof Observation.Running
        || observation instanceof Observation.Succeeded
        || (observation instanceof Observation.Failed failed && failed.exitCode() != null);
  }

  /** The judgement over what was seen of it, now. */
  public Health health(Instant now, LedgerPolicy policy) {
    if (ending instanceof Ending.Lost lost) {
      return new Health.Lost(lost.evidence());
    }
    return switch (observation) {
      case null -> unseen(now, policy);
      case Observation.Absent absent ->
          new Health.Suspect(absent.evidence(), absentSince == null ? now : absentSince);
      case Observation.Gone gone -> new Health.Lost(gone.evidence());
      case Observation.Unreachable unreachable ->
          new Health.Unreachable(
              unreachable.reason(),
              unreachable.since() != null
                  ? unreachable.since()
                  : observedAt == null ? now : observedAt);
      case Observation.Pending _,
          Observation.Running _,
          Observation.Succeeded _,
          Observation.Failed _ ->
          new Health.Healthy();
    };
  }

  private Health unseen(Instant now, LedgerPolicy policy) {
    return submittedAt != null && now.isAfter(submittedAt.plus(policy.suspectAfter()))
        ? new Health.Suspect("the target took it, and it has not been seen since", submittedAt)
        : new Health.Unseen();
  }

  /** As later decisions need it; empty while it has not ended. */
  public Optional<PastAttempt> past() {
    return ending == null || endedAt == null
        ? Optional.empty()
        : Optional.of(new PastAttempt(id, target, ending, isRan(), endedAt));
  }

  AttemptState toPlaced(TargetId where) {
    return new AttemptState(
        id,
        where,
        true,
        nativeId,
        submittedAt,
        observation,
        observedAt,
        absentSince,
        null,
        runningSince,
        ending,
        endedAt,
        announced,
        releasedAt);
  }

  AttemptState toSubmitted(TargetId where, String name, Instant at) {
    return new AttemptState(
        id,
        where,
        placed,
        name,
        at,
        observation,
        observedAt,
        absentSince,
        null,
        runningSince,
        ending,
        endedAt,
        announced,
        releasedAt);
  }

  /** What was released has been taken again: it must be released again. */
  AttemptState toReopened() {
    return new AttemptState(
        id,
        target,
        placed,
        nativeId,
        submittedAt,
        observation,
        observedAt,
        absentSince,
        null,
        runningSince,
        ending,
        endedAt,
        false,
        null);
  }

  AttemptState toObserved(TargetId where, Observation seen, Instant at) {
    boolean starts = seen instanceof Observation.Running && runningSince == null;
    return new AttemptState(
        id,
        target == null ? where : target,
        placed,
        nativeId,
        submittedAt,
        seen,
        at,
        seen instanceof Observation.Absent ? (absentSince == null ? at : absentSince) : null,
        straySince,
        starts ? ((Observation.Running) seen).startedAt() : runningSince,
        ending,
        endedAt,
        announced,
        releasedAt);
  }

  AttemptState toStray(Instant since) {
    return new AttemptState(
        id,
        target,
        placed,
        nativeId,
        submittedAt,
        observation,
        observedAt,
        absentSince,
        since,
        runningSince,
        ending,
        endedAt,
        announced,
        releasedAt);
  }

  /** Its end is known; the first one stays. */
  AttemptState toEnded(Ending how, Instant at) {
    return ending != null
        ? this
        : new AttemptState(
            id,
            target,
            placed,
            nativeId,
            submittedAt,
            observation,
            observedAt,
            absentSince,
            null,
            runningSince,
            how,
            at,
            announced,
            releasedAt);
  }

  AttemptState toAnnounced() {
    return new AttemptState(
        id,
        target,
        placed,
        nativeId,
        submittedAt,
        observation,
        observedAt,
        absentSince,
        null,
        runningSince,
        ending,
        endedAt,
        true,
        releasedAt);
  }

  AttemptState toReleased(TargetId where, Instant at) {
    return new AttemptState(
        id,
        target == null ? where : target,
        placed,
        nativeId,
        submittedAt,
        observation,
        observedAt,
        absentSince,
        null,
        runningSince,
        ending,
        endedAt,
        announced,
        at);
  }
}
