package dev.berth.targets.api;

import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The kinds of driver that this program has.
 *
 * @param providers by kind
 */
public record Drivers(Map<String, DriverProvider> providers) {

  /** Copies the map. */
  public Drivers {
    providers = Map.copyOf(providers);
  }

  /**
   * All that are on the class path.
   *
   * @throws IllegalStateException if two of them have the same kind
   */
  public static Drivers onClassPath() {
    Map<String, DriverProvider> found = new TreeMap<>();
    for (DriverProvider provider : ServiceLoader.load(DriverProvider.class)) {
      DriverProvider other = found.put(provider.kind(), provider);
      if (other != null) {
        throw new IllegalStateException(
            "two drivers of kind '%s': %s and %s"
                .formatted(
                    provider.kind(), other.getClass().getName(), provider.getClass().getName()));
      }
    }
    return new Drivers(found);
  }

  /**
   * A driver for that target.
   *
   * @throws IllegalArgumentException if there is no driver of its kind, or its settings are wrong
   */
  public Driver open(Target target) {
    return provider(target).open(target);
  }

  /**
   * The provider of that target's kind.
   *
   * @throws IllegalArgumentException if there is none
   */
  public DriverProvider provider(Target target) {
    DriverProvider provider = providers.get(target.driver().kind());
    if (provider == null) {
      throw new IllegalArgumentException(
          "target '%s': driver.kind '%s' is none of %s"
              .formatted(target.id(), target.driver().kind(), new TreeMap<>(providers).keySet()));
    }
    return provider;
  }
}
