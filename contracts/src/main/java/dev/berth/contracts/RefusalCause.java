package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** Why a request was not taken. */
@RegisterForReflection
public enum RefusalCause {
  /** The spec breaks the schema; no job exists for it. */
  @JsonProperty("invalid-spec")
  INVALID_SPEC,

  /** The id is known with another spec; that job goes on untouched. */
  @JsonProperty("id-conflict")
  ID_CONFLICT,

  /** It was cancelled before it was placed; no attempt of it will ever be made. */
  @JsonProperty("cancelled")
  CANCELLED
}
