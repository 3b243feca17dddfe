package dev.berth.targets.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How to reach a target.
 *
 * @param kind which driver: {@code process}, {@code kubernetes}, {@code slurm}, {@code vm}
 * @param settings the driver's own, as its documentation lists them; addresses and where secrets
 *     are to be found, never a secret
 */
@RegisterForReflection
public record DriverSettings(String kind, Map<String, String> settings) {

  /** Copies the settings, ordered by name: what is written from them is the same every time. */
  @SuppressWarnings("NullAway") // absent in the file arrives as null
  public DriverSettings {
    if (kind == null) {
      throw new IllegalArgumentException("driver: kind is missing");
    }
    settings = settings == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(settings));
  }
}
