package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.regex.Pattern;

/**
 * The name of one concrete place where jobs run: a cluster, a pool of machines, an HPC system.
 *
 * @param value a DNS label (RFC 1123) of at most 63 characters
 */
@RegisterForReflection
public record TargetId(@JsonValue String value) implements Comparable<TargetId> {

  private static final Pattern VALID = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  /**
   * Checks the value.
   *
   * @throws IllegalArgumentException if it is not such a label
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public TargetId {
    if (!VALID.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "target id '%s' is not a DNS label of at most 63 characters".formatted(value));
    }
  }

  @Override
  public int compareTo(TargetId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
