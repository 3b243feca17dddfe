package dev.berth.advisor.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A replica in a JVM of its own. */
final class ReplicaProcess implements AutoCloseable {

  private final Process process;

  private ReplicaProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param hangAfter after how many answers it stops in the middle of its transaction; 0 for never
   */
  static ReplicaProcess start(Cluster cluster, String instance, int hangAfter) {
    try {
      return new ReplicaProcess(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  ReplicaMain.class.getName(),
                  cluster.bootstrapServers(),
                  instance,
                  Integer.toString(hangAfter))
              .inheritIO()
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: no last word to the broker. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException(process + " survives SIGKILL");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
