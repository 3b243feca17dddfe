package dev.berth.targets.api;

/** Makes drivers of one kind; found through {@link java.util.ServiceLoader}. */
public interface DriverProvider {

  /** The kind, as {@link DriverSettings#kind} names it. */
  String kind();

  /**
   * A driver for that target. It connects lazily: a target that cannot be reached still gets its
   * driver.
   *
   * @throws IllegalArgumentException if the target's settings are wrong, naming the setting
   */
  Driver open(Target target);
}
