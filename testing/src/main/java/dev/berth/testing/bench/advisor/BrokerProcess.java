package dev.berth.testing.bench.advisor;

import dev.berth.local.broker.BrokerMain;
import dev.berth.local.broker.BrokerPlace;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A broker with Berth's topics in a process of its own, as it always is. */
final class BrokerProcess implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(20);

  private final Process process;
  private final String bootstrapServers;

  private BrokerProcess(Process process, String bootstrapServers) {
    this.process = process;
    this.bootstrapServers = bootstrapServers;
  }

  /** Starts it and returns when it takes clients. */
  static BrokerProcess start(Path folder) throws IOException, InterruptedException {
    BrokerPlace place = BrokerPlace.onFreePorts(folder.resolve("broker"));
    Path log = folder.resolve("broker.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerMain.class.getName(),
                place.directory().toString(),
                Integer.toString(place.port()),
                Integer.toString(place.controllerPort()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    BrokerProcess broker = new BrokerProcess(process, place.bootstrapServers());
    long deadline = System.nanoTime() + START.toNanos();
    while (!isReady(log)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        broker.close();
        throw new IOException("the broker does not start:\n" + Files.readString(log));
      }
      var _ = process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    return broker;
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  private static boolean isReady(Path log) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.UTF_8)) {
      return lines.lines().anyMatch(line -> line.startsWith("broker ready"));
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
