package dev.berth.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a target must or must not be. An empty list allows all.
 *
 * @param locations the locations (regions, sites) that are allowed
 * @param compliance the attestations that a target must have, every one of them, such as {@code
 *     hipaa}, {@code gdpr}, {@code on-premises}
 * @param allowedTargets the only targets that may be chosen
 * @param avoidedTargets targets that must not be chosen
 * @param deploymentModels the only deployment models that may be chosen
 * @param maximumPricePerHour the most that all workers together may cost, in US dollars an hour,
 *     above 0; null for no ceiling
 * @param preemptible whether machines may be used that the provider can take back
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Constraints(
    List<String> locations,
    List<String> compliance,
    List<TargetId> allowedTargets,
    List<TargetId> avoidedTargets,
    List<DeploymentModel> deploymentModels,
    @Nullable Double maximumPricePerHour,
    boolean preemptible) {

  /** Anything goes, but machines that can be taken back. */
  public static final Constraints NONE =
      new Constraints(List.of(), List.of(), List.of(), List.of(), List.of(), null, false);

  /** Copies the lists; a missing one is empty. */
  @SuppressWarnings("NullAway") // absent in JSON arrives as null
  public Constraints {
    locations = locations == null ? List.of() : List.copyOf(locations);
    compliance = compliance == null ? List.of() : List.copyOf(compliance);
    allowedTargets = allowedTargets == null ? List.of() : List.copyOf(allowedTargets);
    avoidedTargets = avoidedTargets == null ? List.of() : List.copyOf(avoidedTargets);
    deploymentModels = deploymentModels == null ? List.of() : List.copyOf(deploymentModels);
  }
}
