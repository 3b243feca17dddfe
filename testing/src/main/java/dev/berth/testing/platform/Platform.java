package dev.berth.testing.platform;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One platform in a folder of its own. Everything that it started ends with it. */
public final class Platform implements AutoCloseable {

  /** How long a part may take to get ready on a busy machine. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration LOOK = Duration.ofMillis(50);

  private final Home home = Home.found();
  private final Ports ports = Ports.free();
  private final Path folder;
  private final Map<Part, Path> fleets;
  private final List<String> settings;
  private final Map<Part, Process> processes = new EnumMap<>(Part.class);

  /**
   * Of that folder, with those pools; nothing is started yet.
   *
   * @param settings further settings of the services, such as {@code -Dberth.monitor…=…}
   */
  public Platform(Path folder, List<Pool> pools, List<String> settings) {
    this(folder, everyService(Pool.fleet(folder.toAbsolutePath(), pools)), settings);
  }

  /**
   * Of that folder; nothing is started yet.
   *
   * @param fleets each service's fleet file: the same targets, but a service may have credentials
   *     of its own for them
   * @param settings as above
   */
  public Platform(Path folder, Map<Part, Path> fleets, List<String> settings) {
    this.folder = folder.toAbsolutePath();
    this.fleets = Map.copyOf(fleets);
    this.settings = List.copyOf(settings);
  }

  private static Map<Part, Path> everyService(Path fleet) {
    return Part.SERVICES.stream().collect(Collectors.toMap(part -> part, _ -> fleet));
  }

  /** Starts everything and returns when all of it is ready. */
  public void start() throws InterruptedException {
    start(Part.BROKER);
    awaitReady(Part.BROKER);
    for (Part part : Part.SERVICES) {
      start(part);
    }
    for (Part part : Part.SERVICES) {
      awaitReady(part);
    }
  }

  /** Starts a part, for the first time or again, and returns at once. */
  public void start(Part part) {
    start(part, List.of());
  }

  /**
   * Starts a part with further options of its JVM, and returns at once.
   *
   * @param options such as {@code -XX:AOTCache=…}
   */
  public void start(Part part, List<String> options) {
    Path log = folder.resolve(part + ".log");
    try {
      Process process =
          new ProcessBuilder(command(part, options))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      processes.put(part, process);
    } catch (IOException e) {
      throw new UncheckedIOException("the " + part + " cannot be started", e);
    }
  }

  /**
   * Waits until a part is ready.
   *
   * @throws IllegalStateException if it ends, or is not ready within {@link #PATIENCE}; with what
   *     it printed last
   */
  public void awaitReady(Part part) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!isReady(part)) {
      if (!process(part).isAlive()) {
        throw new IllegalStateException("the " + part + " has ended; its log: " + logTail(part));
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the " + part + " is not ready; its log: " + logTail(part));
      }
      Thread.sleep(LOOK);
    }
  }

  /** Whether a part is ready, now. */
  public boolean isReady(Part part) {
    return switch (part) {
      case BROKER -> Broker.answers(bootstrapServers());
      case ADVISOR, PROVISIONER, MONITOR -> http(part).status("/q/health/ready") == 200;
    };
  }

  /** Kills a part with SIGKILL and returns when it is gone. */
  public void kill(Part part) throws InterruptedException {
    Process process = process(part).destroyForcibly();
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the " + part + " does not die");
    }
  }

  /** Ends a part with SIGTERM and returns when it is gone. */
  public void stop(Part part) throws InterruptedException {
    process(part).destroy();
    if (!process(part).waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the " + part + " does not end");
    }
  }

  /** A part's process as it was last started. */
  public Process process(Part part) {
    Process process = processes.get(part);
    if (process == null) {
      throw new IllegalStateException("the " + part + " was not started");
    }
    return process;
  }

  /** Where everything of this platform lies; programs run there. */
  public Path folder() {
    return folder;
  }

  /** The fleet file, as the monitor has it. */
  public Path fleet() {
    return fleet(Part.MONITOR);
  }

  private Path fleet(Part service) {
    Path fleet = fleets.get(service);
    if (fleet == null) {
      throw new IllegalStateException("the " + service + " has no fleet file");
    }
    return fleet;
  }

  /** As Kafka's clients want it. */
  public String bootstrapServers() {
    return "127.0.0.1:" + ports.broker();
  }

  /** What a service answers by HTTP. */
  public Http http(Part service) {
    return new Http(ports.of(service));
  }

  /** What runs in this platform's pools. */
  public ProcessTable processTable() {
    return new ProcessTable(folder.resolve("pools"));
  }

  private List<String> command(Part part, List<String> options) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(options);
    switch (part) {
      case BROKER ->
          command.addAll(
              List.of(
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                  "-cp",
                  classPath(),
                  "dev.berth.local.broker.BrokerMain",
                  folder.resolve("broker").toString(),
                  Integer.toString(ports.broker()),
                  Integer.toString(ports.controller())));
      case ADVISOR, PROVISIONER, MONITOR -> command.addAll(service(part));
    }
    return command;
  }

  /** Ours, in which relative paths would be sought in the platform's folder. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private List<String> service(Part part) {
    List<String> command = new ArrayList<>();
    Path jar = home.service(part);
    command.addAll(
        List.of(
            "-Dquarkus.http.port=" + ports.of(part),
            "-Dkafka.bootstrap.servers=" + bootstrapServers(),
            "-Dberth.fleet=" + fleet(part),
            "-Dberth.monitor.streams.state-directory=" + folder.resolve("state"),
            "-Dquarkus.otel.exporter.otlp.endpoint=http://127.0.0.1:" + ports.nobody()));
    command.addAll(settings);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  /** The end of what a part has printed. */
  public String logTail(Part part) {
    try {
      List<String> lines = Files.readAllLines(folder.resolve(part + ".log"));
      return "\n" + String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Kills every part and whatever runs in the pools. */
  @Override
  public void close() {
    for (Part part : List.of(Part.values()).reversed()) {
      Process process = processes.get(part);
      if (process != null) {
        var _ = process.destroyForcibly().onExit().join();
      }
    }
    processTable().killAll();
  }
}
