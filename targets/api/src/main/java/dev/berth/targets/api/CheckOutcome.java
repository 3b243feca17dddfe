package dev.berth.targets.api;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Whether a target has what it needs. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CheckOutcome.Passed.class, name = "passed"),
  @JsonSubTypes.Type(value = CheckOutcome.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = CheckOutcome.Skipped.class, name = "skipped")
})
public sealed interface CheckOutcome {

  /**
   * It has.
   *
   * @param found what was found, in one sentence
   */
  record Passed(String found) implements CheckOutcome {}

  /**
   * It has not: jobs, or some of them, will fail there.
   *
   * @param reason what is missing, in one sentence that names it
   * @param remedy what to do about it, in one sentence; a command where one does it
   */
  record Failed(String reason, String remedy) implements CheckOutcome {}

  /**
   * Nobody looked.
   *
   * @param why it is not needed, or cannot be seen, in one sentence
   */
  record Skipped(String why) implements CheckOutcome {}
}
