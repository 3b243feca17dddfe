package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** How an attempt ended. */
@RegisterForReflection
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Ending.Succeeded.class, name = "succeeded"),
  @JsonSubTypes.Type(value = Ending.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = Ending.Lost.class, name = "lost"),
  @JsonSubTypes.Type(value = Ending.Cancelled.class, name = "cancelled")
})
public sealed interface Ending {

  /** The program ended well. */
  @RegisterForReflection
  record Succeeded() implements Ending {}

  /**
   * It failed, and the target says so.
   *
   * @param category whose retry budget it takes from
   * @param reason what the target said, in one sentence
   * @param exitCode the program's own, or null if it has none
   */
  @RegisterForReflection
  record Failed(FailureCategory category, String reason, @Nullable Integer exitCode)
      implements Ending {}

  /**
   * It is proven gone without a word of its own.
   *
   * @param evidence what proves it, in one sentence
   */
  @RegisterForReflection
  record Lost(String evidence) implements Ending {}

  /**
   * It was ended on purpose: the job was cancelled, or nothing knows of it.
   *
   * @param reason why
   */
  @RegisterForReflection
  record Cancelled(String reason) implements Ending {}
}
