package dev.berth.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packaged program as a process of its own, as {@code ./berth} runs it.
 *
 * @param process the process
 * @param output what it prints, errors too
 */
record Program(Process process, Path output) {

  static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
  private static final int BY_INTERRUPT = 130;

  /** Its place in the sets of signals that proc(5) shows. */
  private static final long SIGINT = 1 << 1;

  private static final long PATIENCE_SECONDS = 480;

  static Program start(Path folder, String... arguments) {
    try {
      Path output = Files.createTempFile(folder, "berth", ".out");
      List<String> command = new ArrayList<>(interruptible());
      command.addAll(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "--sun-misc-unsafe-memory-access=allow",
              "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
              "-Dberth.home=" + HOME,
              "-jar",
              HOME.resolve("local/cli/target/berth-local-cli-0.1.0-SNAPSHOT.jar").toString()));
      command.addAll(List.of(arguments));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      return new Program(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A shell has its background jobs ignore SIGINT, and they what they start: tests may be such a
   * job, and a program that somebody looks at is none.
   */
  private static List<String> interruptible() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(status)) {
      boolean ignored =
          lines
              .filter(line -> line.startsWith("SigIgn:"))
              .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
              .anyMatch(signals -> (signals & SIGINT) != 0);
      return ignored ? List.of("env", "--default-signal=INT") : List.of();
    }
  }

  /** Runs it to its end. */
  static Program run(Path folder, String... arguments) throws InterruptedException {
    return start(folder, arguments).ended();
  }

  Program ended() throws InterruptedException {
    boolean inTime = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (!inTime) {
      process.destroyForcibly();
    }
    assertThat(inTime).as("ended within %d s, having said %s", PATIENCE_SECONDS, said()).isTrue();
    return this;
  }

  /** Sends what a terminal sends for Ctrl-C, and waits for the end. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("/bin/sh", "-c", "kill -s INT " + process.pid()).start().waitFor();
    assertThat(ended().code()).as(said()).isEqualTo(BY_INTERRUPT);
  }

  int code() {
    return process.exitValue();
  }

  String said() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
