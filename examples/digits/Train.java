import module java.base;

/**
 * Trains a small neural network to read handwritten digits, and survives being killed.
 *
 * <p>Run it with {@code java Train.java}; README.md beside this file tells the options, the exit
 * codes and the environment that Berth gives it. The source launcher compiles the files beside it
 * as well, so a copy of this folder runs wherever a JDK 25 is.
 */
final class Train {
  private static final CountDownLatch STOP = new CountDownLatch(1);
  private static final CountDownLatch FINISHED = new CountDownLatch(1);

  public static void main(String[] arguments) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(Train::stopAtTheNextBatch));
    int exitCode = 0;
    try {
      var options = Options.of(List.of(arguments), System.getenv());
      new Training(options, Digits.read(options.data()), STOP).run();
    } catch (Refusal refusal) {
      System.err.println(refusal.getMessage());
      exitCode = refusal.exitCode;
    } catch (IOException failure) {
      System.err.println("input or output failed: " + failure);
      exitCode = 5;
    }
    FINISHED.countDown();
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /**
   * The JVM runs this on SIGTERM and then exits with 143 by itself; it waits until the checkpoint
   * is on disk.
   */
  private static void stopAtTheNextBatch() {
    STOP.countDown();
    try {
      FINISHED.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
