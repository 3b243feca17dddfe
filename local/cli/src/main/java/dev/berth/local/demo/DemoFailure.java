package dev.berth.local.demo;

/** Something that the demo shows did not happen. */
public final class DemoFailure extends Exception {

  private static final long serialVersionUID = 1;

  DemoFailure(String message) {
    super(message);
  }

  static void unless(boolean holds, String message, Object... values) throws DemoFailure {
    if (!holds) {
      throw new DemoFailure(message.formatted(values));
    }
  }
}
