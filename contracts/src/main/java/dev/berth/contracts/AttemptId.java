package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One try at a job on one target; every native object carries it. Written {@code <job>-<number>}.
 *
 * @param job whose attempt it is
 * @param number from 1 to {@value #MAXIMUM_NUMBER}; a higher number fences every lower one
 */
@RegisterForReflection
public record AttemptId(JobId job, int number) implements Comparable<AttemptId> {

  /** More tries than any sum of retry budgets allows. */
  public static final int MAXIMUM_NUMBER = 99_999;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is out of bounds
   */
  public AttemptId {
    if (number < 1 || number > MAXIMUM_NUMBER) {
      throw new IllegalArgumentException(
          "attempt number %d is not within 1..%d".formatted(number, MAXIMUM_NUMBER));
    }
  }

  /**
   * Reads the written form.
   *
   * @throws IllegalArgumentException if it is not {@code <job>-<number>}
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static AttemptId parse(String text) {
    int dash = text.lastIndexOf('-');
    if (dash < 1 || !text.substring(dash + 1).matches("[1-9][0-9]{0,4}")) {
      throw new IllegalArgumentException("attempt id '%s' is not <job>-<number>".formatted(text));
    }
    return new AttemptId(
        new JobId(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
  }

  /** The attempt that follows this one. */
  public AttemptId next() {
    return new AttemptId(job, number + 1);
  }

  @Override
  public int compareTo(AttemptId other) {
    int byJob = job.compareTo(other.job);
    return byJob != 0 ? byJob : Integer.compare(number, other.number);
  }

  @JsonValue
  @Override
  public String toString() {
    return job.value() + '-' + number;
  }
}
