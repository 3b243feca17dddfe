package dev.berth.monitor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.DeploymentModel;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Observation;
import dev.berth.contracts.PastAttempt;
import dev.berth.contracts.TargetId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one attempt. Facts, not a state: they come in any order, and what they mean is
 * read off them.
 *
 * @param id which attempt
 * @param target where it was placed or seen, or null
 * @param placed whether a decision placed it
 * @param charge what its decision reckoned with, or null if that had no price
 * @param heldSince since when it has had what is charged for, where that is not when the target
 *     took it: machines that were made for it before it was taken or refused; else null
 * @param taken that the target took it, or null
 * @param seen the latest thing seen of it, or null
 * @param straySince when it was first seen although nothing accounts for it, or null
 * @param runningSince when it was first seen running, by the target's clock, or null
 * @param ended that it ended, or null
 * @param releasedAt when everything of it was confirmed gone, or null
 */
@RegisterForReflection
public record AttemptState(
    AttemptId id,
    @Nullable TargetId target,
    boolean placed,
    @Nullable Charge charge,
    @Nullable Instant heldSince,
    @Nullable Taken taken,
    @Nullable Seen seen,
    @Nullable Instant straySince,
    @Nullable Instant runningSince,
    @Nullable Ended ended,
    @Nullable Instant releasedAt) {

  /**
   * What a place is charged for.
   *
   * @param pricePerHour of the machines of all its workers, in US dollars an hour
   * @param model the target's deployment model
   */
  @RegisterForReflection
  public record Charge(double pricePerHour, DeploymentModel model) {}

  /**
   * The target took it.
   *
   * @param nativeId what the target calls it
   * @param at when
   */
  @RegisterForReflection
  public record Taken(String nativeId, Instant at) {}

  /**
   * It was looked for.
   *
   * @param observation what was seen
   * @param at when
   * @param absentSince when its target first answered without listing it, or null if it was seen
   *     since
   */
  @RegisterForReflection
  public record Seen(Observation observation, Instant at, @Nullable Instant absentSince) {}

  /**
   * It ended.
   *
   * @param ending how
   * @param at when
   * @param announced whether its end has been announced, so that the provisioner releases it
   */
  @RegisterForReflection
  public record Ended(Ending ending, Instant at, boolean announced) {

    Ended toAnnounced() {
      return new Ended(ending, at, true);
    }
  }

  static AttemptState unknown(AttemptId id) {
    return new AttemptState(id, null, false, null, null, null, null, null, null, null, null);
  }

  /** An attempt of which only its history is known. */
  static AttemptState remembered(PastAttempt past) {
    Instant at = past.endedAt();
    return new AttemptState(
        past.attempt(),
        past.target(),
        past.target() != null,
        null,
        null,
        null,
        null,
        null,
        past.ran() ? at : null,
        new Ended(past.ending(), at, true),
        at);
  }

  /** What the target calls it, or null. */
  public @Nullable String nativeId() {
    return taken == null ? null : taken.nativeId();
  }

  /** When the target took it, or null. */
  public @Nullable Instant submittedAt() {
    return taken == null ? null : taken.at();
  }

  /** The latest thing seen of it, or null. */
  public @Nullable Observation observation() {
    return seen == null ? null : seen.observation();
  }

  /** When that was seen, or null. */
  public @Nullable Instant observedAt() {
    return seen == null ? null : seen.at();
  }

  /** When its target first answered without listing it, or null. */
  public @Nullable Instant absentSince() {
    return seen == null ? null : seen.absentSince();
  }

  /** How it ended, or null. */
  public @Nullable Ending ending() {
    return ended == null ? null : ended.ending();
  }

  /** When it ended, or null. */
  public @Nullable Instant endedAt() {
    return ended == null ? null : ended.at();
  }

  /** Whether its end has been announced. */
  boolean announced() {
    return ended != null && ended.announced();
  }

  /** Whether nothing of it is left anywhere: it was never taken, or is released. */
  @JsonIgnore
  public boolean isClosed() {
    return ended != null && releasedAt != null;
  }

  /** Whether something of it is, or may come to be, on its target by our doing. */
  @JsonIgnore
  public boolean isOpen() {
    return (isAccountedFor() || announced()) && !isClosed();
  }

  /** Whether it has a place and has not ended. */
  @JsonIgnore
  public boolean isLive() {
    return isAccountedFor() && ended == null;
  }

  /** Whether a decision or a submission says where it comes from. */
  @JsonIgnore
  public boolean isAccountedFor() {
    return placed || taken != null;
  }

  /** Whether it was ever seen running, so that a checkpoint may be there. */
  @JsonIgnore
  public boolean isRan() {
    return runningSince != null
        || observation() instanceof Observation.Succeeded
        || (observation() instanceof Observation.Failed failed && failed.exitCode() != null);
  }

  /** The judgement over what was seen of it, now. */
  public Health health(Instant now, LedgerPolicy policy) {
    return Health.of(this, now, policy);
  }

  /** As later decisions need it; empty while it has not ended. */
  public Optional<PastAttempt> past() {
    return ended == null
        ? Optional.empty()
        : Optional.of(new PastAttempt(id, target, ended.ending(), isRan(), ended.at()));
  }

  AttemptState toPlaced(TargetId where, @Nullable Charge price) {
    return with(next -> {
      next.target = where;
      next.placed = true;
      next.charge = price;
      next.straySince = null;
    });
  }

  AttemptState toTaken(TargetId where, Taken how, @Nullable Instant held) {
    return with(next -> {
      next.target = where;
      next.heldSince = held;
      next.taken = how;
      next.straySince = null;
    });
  }

  /** It had what is charged for, though it was refused. */
  AttemptState toHeld(Instant since) {
    return with(next -> next.heldSince = since);
  }

  AttemptState toObserved(TargetId where, Observation observation, Instant at) {
    Instant absent = absentSince() == null ? at : absentSince();
    boolean missing = observation instanceof Observation.Absent;
    return with(next -> {
      next.target = target == null ? where : target;
      next.seen = new Seen(observation, at, missing ? absent : null);
      if (runningSince == null && observation instanceof Observation.Running running) {
        next.runningSince = running.startedAt();
      }
    });
  }

  AttemptState toStray(Instant since) {
    return with(next -> next.straySince = since);
  }

  /** Its end is known; the first one stays. */
  AttemptState toEnded(Ending how, Instant at) {
    return ended != null ? this : with(next -> next.end(new Ended(how, at, false), releasedAt));
  }

  AttemptState toAnnounced() {
    return ended == null ? this : with(next -> next.end(ended.toAnnounced(), releasedAt));
  }

  AttemptState toReleased(TargetId where, Instant at) {
    return with(next -> {
      next.target = target == null ? where : target;
      next.end(ended, at);
    });
  }

  /** It ended without having been taken, so that nothing has to be released. */
  AttemptState toClosed(Ending how, @Nullable TargetId where, Instant at) {
    Ended end = ended == null ? new Ended(how, at, true) : ended.toAnnounced();
    return with(next -> {
      next.target = target == null ? where : target;
      next.end(end, at);
    });
  }

  /** What was released has been taken again: it must be released again. */
  AttemptState toReopened() {
    Ended unannounced = ended == null ? null : new Ended(ended.ending(), ended.at(), false);
    return with(next -> next.end(unannounced, null));
  }

  private AttemptState with(Consumer<AttemptFacts> learning) {
    AttemptFacts next = new AttemptFacts(this);
    learning.accept(next);
    return next.state();
  }
}
