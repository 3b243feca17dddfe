package dev.berth.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packaged program as a process of its own, as {@code ./berth} runs it.
 *
 * @param process the process
 * @param output what it prints, errors too
 */
record Program(Process process, Path output) {

  static final Path HOME = Path.of("../..").toAbsolutePath().normalize();
  private static final int BY_INTERRUPT = 130;
  private static final long PATIENCE_SECONDS = 480;

  static Program start(Path folder, String... arguments) {
    try {
      Path output = Files.createTempFile(folder, "berth", ".out");
      List<String> command =
          new ArrayList<>(
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
