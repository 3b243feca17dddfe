package dev.berth.contracts;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A target that passed every filter, with its score and where it came from.
 *
 * @param target which target
 * @param model its deployment model
 * @param dialect its dialect, such as {@code eks}
 * @param score the sum of the parts' contributions, from 0 to 1
 * @param pricePerHour what the machines of all of the job's least workers cost there in US dollars
 *     an hour, as the factor cost was rated with it; null if the fleet names no price
 * @param parts one per factor; empty beyond the twenty best
 */
@RegisterForReflection
public record Candidate(
    TargetId target,
    DeploymentModel model,
    String dialect,
    double score,
    @Nullable Double pricePerHour,
    List<ScorePart> parts) {

  /** Copies the parts. */
  public Candidate {
    parts = List.copyOf(parts);
  }
}
