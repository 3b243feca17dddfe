package dev.berth.testing.bench.kubernetes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** What another JVM's heap holds after a full collection, asked for by the JDK's own tool. */
final class LiveHeap {

  private LiveHeap() {}

  /**
   * Collects and counts.
   *
   * @throws IOException if the JVM does not answer
   */
  static double bytes(Process jvm) throws IOException, InterruptedException {
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
