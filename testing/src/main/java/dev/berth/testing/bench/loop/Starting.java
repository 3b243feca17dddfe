package dev.berth.testing.bench.loop;

import dev.berth.testing.platform.Part;
import dev.berth.testing.platform.Platform;
import dev.berth.testing.platform.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * From a service's start to its readiness, with a broker that is there, and what it then holds. Its
 * JVM has the ahead-of-time cache of a run before, as the images have (JEP 514).
 */
public final class Starting {

  private static final long PATIENCE_NANOS = Platform.PATIENCE.toNanos();
  private static final double KIB_PER_MIB = 1024;
  private static final Duration LOOK = Duration.ofMillis(10);

  private Starting() {}

  /**
   * One service's numbers.
   *
   * @param ready from start to the first good answer of its readiness
   * @param residentMiB the memory that it has then, in mebibytes, the largest of all starts
   */
  public record Start(Durations ready, double residentMiB) {}

  /**
   * What was measured.
   *
   * @param services by service
   * @param plainJvm the reference: a JVM that starts and ends, with nothing to do
   */
  public record Measured(Map<Part, Start> services, Durations plainJvm) {}

  /**
   * Starts each service so many times.
   *
   * @param folder an empty folder
   */
  public static Measured measure(Path folder, int times) throws InterruptedException {
    try (Platform platform = new Platform(folder, List.of(new Pool("pool-a", 1)), List.of())) {
      platform.start(Part.BROKER);
      platform.awaitReady(Part.BROKER);
      Durations plain = new Durations();
      Map<Part, Start> services = new EnumMap<>(Part.class);
      for (Part service : Part.SERVICES) {
        Durations ready = new Durations();
        double resident = 0;
        List<String> cached = train(platform, service);
        for (int i = 0; i < times; i++) {
          ready.add(start(platform, service, cached));
          resident = Math.max(resident, residentMiB(platform.process(service)));
          platform.stop(service);
          plain.add(plainJvm());
        }
        services.put(service, new Start(ready, resident));
      }
      return new Measured(services, plain);
    }
  }

  /** Runs a service once to its readiness; its JVM writes the cache when it ends. */
  private static List<String> train(Platform platform, Part service) throws InterruptedException {
    Path cache = platform.folder().resolve(service + ".aot");
    platform.start(service, List.of("-XX:AOTCacheOutput=" + cache));
    platform.awaitReady(service);
    platform.stop(service);
    if (!Files.exists(cache)) {
      throw new IllegalStateException("no cache was written" + platform.logTail(service));
    }
    return List.of("-XX:AOTCache=" + cache);
  }

  private static long start(Platform platform, Part service, List<String> options)
      throws InterruptedException {
    long begin = System.nanoTime();
    platform.start(service, options);
    while (!platform.isReady(service)) {
      if (System.nanoTime() - begin > PATIENCE_NANOS || !platform.process(service).isAlive()) {
        throw new IllegalStateException(service + " is not ready" + platform.logTail(service));
      }
      Thread.sleep(LOOK);
    }
    return System.nanoTime() - begin;
  }

  private static long plainJvm() throws InterruptedException {
    String java = ProcessHandle.current().info().command().orElse("java");
    long begin = System.nanoTime();
    try {
      new ProcessBuilder(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-version")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(java, e);
    }
    return System.nanoTime() - begin;
  }

  /** As Linux says, which counts shared pages too. */
  public static double residentMiB(Process process) {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KIB_PER_MIB)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("process " + process.pid() + " is gone"));
    } catch (IOException e) {
      throw new UncheckedIOException("/proc", e);
    }
  }
}
