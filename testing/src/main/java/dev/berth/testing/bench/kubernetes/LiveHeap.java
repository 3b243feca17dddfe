package dev.berth.testing.bench.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What another JVM's heap holds after a full collection, asked for by the JDK's own tool. */
final class LiveHeap {

  /** Of a look that is under way, a collection finds all that it has read so far. */
  private static final int COLLECTIONS = 7;

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private LiveHeap() {}

  /**
   * Collects and counts, several times: the least of it is what stays.
   *
   * @throws IOException if the JVM does not answer
   */
  static double bytes(Process jvm) throws IOException, InterruptedException {
    double least = collected(jvm);
    for (int i = 1; i < COLLECTIONS; i++) {
      Thread.sleep(PAUSE);
      least = Math.min(least, collected(jvm));
    }
    return least;
  }

  private static double collected(Process jvm) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(jvm.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList();
    // Its last line is "Total   <objects>   <bytes>".
    if (process.waitFor() != 0 || lines.isEmpty() || !lines.getLast().startsWith("Total")) {
      throw new IOException("jcmd: " + lines.stream().limit(3).toList());
    }
    return Double.parseDouble(lines.getLast().trim().split("\\s+")[2]);
  }
}
