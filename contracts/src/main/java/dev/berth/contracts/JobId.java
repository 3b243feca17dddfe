package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.regex.Pattern;

/**
 * A job's name, chosen by the pipeline that asks for it and unique for ever among its jobs.
 *
 * @param value a DNS label (RFC 1123) that begins with a letter, of at most {@value
 *     #MAXIMUM_LENGTH} characters, so that an attempt's name fits into the labels and names of
 *     every kind of target
 */
@RegisterForReflection
public record JobId(@JsonValue String value) implements Comparable<JobId> {

  /**
   * Leaves 23 of a label's 63 characters for attempt number and the suffixes that operators append.
   */
  public static final int MAXIMUM_LENGTH = 40;

  /** What a job id has to match, as it also stands in the job spec's schema. */
  public static final String PATTERN = "[a-z]([-a-z0-9]{0,38}[a-z0-9])?";

  private static final Pattern VALID = Pattern.compile(PATTERN);

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if it is not such a label
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public JobId {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "job id '%s' is not a DNS label of at most %d characters that begins with a letter"
              .formatted(value, MAXIMUM_LENGTH));
    }
  }

  /**
   * The name of one of this job's attempts.
   *
   * @param number from 1
   */
  public AttemptId attempt(int number) {
    return new AttemptId(this, number);
  }

  @Override
  public int compareTo(JobId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
