package dev.berth.monitor;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.berth.contracts.Ending;
import dev.berth.contracts.Observation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The judgement over an attempt's observations. Silence is never a failure. */
@RegisterForReflection
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Health.Unseen.class, name = "unseen"),
  @JsonSubTypes.Type(value = Health.Healthy.class, name = "healthy"),
  @JsonSubTypes.Type(value = Health.Suspect.class, name = "suspect"),
  @JsonSubTypes.Type(value = Health.Unreachable.class, name = "unreachable"),
  @JsonSubTypes.Type(value = Health.Lost.class, name = "lost")
})
public sealed interface Health {

  /** Nothing was seen of it yet, and it is too early to wonder. */
  @RegisterForReflection
  record Unseen() implements Health {}

  /** Its target lists it. */
  @RegisterForReflection
  record Healthy() implements Health {}

  /**
   * Something speaks against it, and it is no proof.
   *
   * @param reason what, in one sentence
   * @param since since when
   */
  @RegisterForReflection
  record Suspect(String reason, Instant since) implements Health {}

  /**
   * Its target cannot be asked.
   *
   * @param reason why, in one sentence
   * @param since since when
   */
  @RegisterForReflection
  record Unreachable(String reason, Instant since) implements Health {}

  /**
   * It is proven gone.
   *
   * @param evidence what proves it, in one sentence
   */
  @RegisterForReflection
  record Lost(String evidence) implements Health {}

  /**
   * Judges.
   *
   * @param now the time, since silence after a submission makes suspect only after a while
   */
  static Health of(AttemptState attempt, Instant now, LedgerPolicy policy) {
    if (attempt.ending() instanceof Ending.Lost lost) {
      return new Lost(lost.evidence());
    }
    AttemptState.Seen seen = attempt.seen();
    return seen == null ? unseen(attempt.taken(), now, policy) : of(seen);
  }

  private static Health of(AttemptState.Seen seen) {
    return switch (seen.observation()) {
      case Observation.Absent absent ->
          new Suspect(absent.evidence(), or(seen.absentSince(), seen.at()));
      case Observation.Gone gone -> new Lost(gone.evidence());
      case Observation.Unreachable silent ->
          new Unreachable(silent.reason(), or(silent.since(), seen.at()));
      case Observation.Pending _,
          Observation.Running _,
          Observation.Succeeded _,
          Observation.Failed _ ->
          new Healthy();
    };
  }

  private static Instant or(@Nullable Instant known, Instant otherwise) {
    return known == null ? otherwise : known;
  }

  private static Health unseen(
      AttemptState.@Nullable Taken taken, Instant now, LedgerPolicy policy) {
    return taken != null && now.isAfter(taken.at().plus(policy.suspectAfter()))
        ? new Suspect("the target took it, and it has not been seen since", taken.at())
        : new Unseen();
  }
}
