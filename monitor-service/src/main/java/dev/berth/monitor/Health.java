package dev.berth.monitor;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

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
}
