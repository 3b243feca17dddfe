package dev.berth.monitor;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.berth.contracts.AttemptId;
import dev.berth.contracts.FailureCategory;
import dev.berth.contracts.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** How a job ended. */
@RegisterForReflection
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JobOutcome.Succeeded.class, name = "succeeded"),
  @JsonSubTypes.Type(value = JobOutcome.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = JobOutcome.Cancelled.class, name = "cancelled"),
  @JsonSubTypes.Type(value = JobOutcome.Refused.class, name = "refused")
})
public sealed interface JobOutcome {

  /**
   * Well.
   *
   * @param attempt the attempt that succeeded
   */
  @RegisterForReflection
  record Succeeded(AttemptId attempt) implements JobOutcome {}

  /**
   * Given up.
   *
   * @param category the category of the last failure
   * @param reason why no further attempt is made, in one sentence
   */
  @RegisterForReflection
  record Failed(FailureCategory category, String reason) implements JobOutcome {}

  /**
   * As somebody asked.
   *
   * @param reason as asked; may be empty
   */
  @RegisterForReflection
  record Cancelled(String reason) implements JobOutcome {}

  /**
   * Its request was not taken.
   *
   * @param violations each field that is wrong
   */
  @RegisterForReflection
  record Refused(List<Violation> violations) implements JobOutcome {
    /** Copies the list. */
    public Refused {
      violations = List.copyOf(violations);
    }
  }
}
