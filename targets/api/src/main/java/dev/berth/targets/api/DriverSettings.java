package dev.berth.targets.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * How to reach a target.
 *
 * @param kind which driver: {@code process}, {@code kubernetes}, {@code slurm}, {@code vm}
 * @param settings the driver's own, as its documentation lists them; addresses and where secrets
 *     are to be found, never a secret
 */
@RegisterForReflection
public record DriverSettings(String kind, Map<String, String> settings) {

  /** Copies the settings. */
  @SuppressWarnings("NullAway") // absent in the file arrives as null
  public DriverSettings {
    if (kind == null) {
      throw new IllegalArgumentException("driver: kind is missing");
    }
    settings = settings == null ? Map.of() : Map.copyOf(settings);
  }
}
