package dev.berth.targets.api;

/** Hears of changes on a target. It must return quickly. */
@FunctionalInterface
public interface NativeAttemptListener {

  /** Something of ours is as told, now. */
  void changed(NativeAttempt attempt);
}
