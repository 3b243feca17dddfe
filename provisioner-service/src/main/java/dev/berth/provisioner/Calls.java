package dev.berth.provisioner;

/** Carries tasks out. */
@FunctionalInterface
public interface Calls {

  /**
   * Carries one out and returns when it has been answered; throws for nothing that a target, a
   * broker or a driver does. Several at a time.
   */
  Answer perform(Task task);
}
