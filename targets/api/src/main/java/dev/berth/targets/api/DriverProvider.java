package dev.berth.targets.api;

import java.util.function.Consumer;

/**
 * One kind of target: makes its drivers, and answers what people ask of it before a job does. Found
 * through {@link java.util.ServiceLoader}.
 */
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

  /**
   * Looks, step by step, whether the target has all that jobs need there, from where this program
   * runs and with what it may. Nothing is changed but what is put back at once. It ends also where
   * the target does not answer: what then cannot be looked at is told as skipped.
   *
   * @param told hears of each step as soon as it is done
   */
  void check(Target target, Consumer<Check> told);

  /**
   * What a submission would come to there. The target is not asked.
   *
   * @throws IllegalArgumentException as {@link #open}
   */
  NativeForm render(Target target, Submission submission);
}
