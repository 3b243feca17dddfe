package dev.berth.local.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts parts, each as a process of its own that does not hear the terminal's Ctrl-C. */
public final class Launching {

  /**
   * The shell leaves INT and HUP ignored and becomes Java, which then leaves them ignored too: the
   * parts are ended in order by whoever started them, and not all at once by a terminal.
   */
  private static final String DEAF = "trap '' INT HUP; exec \"$@\"";

  private final Home home;
  private final Place place;
  private final Running running;
  private boolean closed;

  /** For one platform. */
  public Launching(Home home, Place place, Running running) {
    this.home = home;
    this.place = place;
    this.running = running;
  }

  /**
   * Starts a part and writes its mark down.
   *
   * @return the process, or empty if nothing is to be started any more
   */
  public synchronized Optional<Process> start(Part part) throws IOException {
    if (closed) {
      return Optional.empty();
    }
    Path log = place.log(part);
    Files.createDirectories(log.getParent());
    ProcessBuilder builder =
        new ProcessBuilder(command(part))
            .directory(home.path().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .redirectErrorStream(true);
    // Jobs of the examples run `java`: the one that Berth runs on, whatever else is installed.
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder
        .environment()
        .merge("PATH", home.javaPrograms().toString(), (path, own) -> own + ":" + path);
    Process process = builder.start();
    ProcessMark.of(process.toHandle()).ifPresent(place.pidFile(part)::write);
    return Optional.of(process);
  }

  /** From here on nothing is started. */
  public synchronized void close() {
    closed = true;
  }

  private List<String> command(Part part) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", DEAF, part.toString()));
    command.add(home.javaPrograms().resolve("java").toString());
    command.addAll(
        List.of(
            "-Xmx" + heap(part),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            // Protobuf uses it still; the warning is for its authors.
            "--sun-misc-unsafe-memory-access=allow"));
    switch (part) {
      case BROKER ->
          command.addAll(
              ownProgram(
                  "dev.berth.local.broker.BrokerMain",
                  place.broker().toString(),
                  Integer.toString(running.ports().broker()),
                  Integer.toString(running.ports().controller())));
      case TRACES ->
          command.addAll(
              ownProgram(
                  "dev.berth.local.traces.ReceiverMain",
                  place.traces().toString(),
                  Integer.toString(running.ports().traces())));
      case ADVISOR, PROVISIONER, MONITOR -> command.addAll(service(part));
    }
    return command;
  }

  private List<String> ownProgram(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.add("-Dorg.slf4j.simpleLogger.showDateTime=true");
    command.addAll(List.of("-cp", home.jar().toString(), main));
    command.addAll(List.of(arguments));
    return command;
  }

  private List<String> service(Part part) {
    Ports ports = running.ports();
    List<String> command = new ArrayList<>();
    Path cache = home.service(part).resolveSibling("app.aot");
    if (Files.exists(cache)) {
      command.addAll(List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off"));
    }
    command.add("-Dquarkus.http.port=" + part.port(ports));
    command.add("-Dkafka.bootstrap.servers=" + ports.bootstrapServers());
    command.add("-Dberth.fleet=" + running.fleet());
    command.add("-Dquarkus.otel.exporter.otlp.endpoint=http://127.0.0.1:" + ports.traces());
    // So that a trace can be read a moment after what it tells of.
    command.add("-Dquarkus.otel.bsp.schedule.delay=250ms");
    if (part == Part.MONITOR) {
      command.add("-Dberth.monitor.streams.state-directory=" + place.state(part));
      command.add("-Dberth.monitor.streams.stores=32M");
    }
    command.addAll(List.of("-jar", home.service(part).toString()));
    return command;
  }

  private static String heap(Part part) {
    return switch (part) {
      case BROKER -> "256m";
      case TRACES -> "48m";
      case ADVISOR, PROVISIONER -> "128m";
      case MONITOR -> "192m";
    };
  }
}
