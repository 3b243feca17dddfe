package dev.berth.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An example program that runs as a process of its own; its output goes to a file in {@code
 * folder}.
 */
record Program(Process process, Path output) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> QUICK_TO_START =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  static Program start(Path folder, Map<String, String> environment, String... arguments) {
    try {
      Path output = Files.createTempFile(folder, "output", ".log");
      var command =
          new ArrayList<>(
              List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
      command.addAll(QUICK_TO_START);
      command.addAll(List.of(arguments));
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("BERTH_"));
      builder.environment().putAll(environment);
      return new Program(builder.start(), output);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Program train(Path folder, Map<String, String> environment, String... arguments) {
    return start(
        folder,
        environment,
        Stream.concat(Stream.of("digits/Train.java"), Stream.of(arguments)).toArray(String[]::new));
  }

  Program untilItSays(String text) {
    await().atMost(PATIENCE).until(() -> said().stream().anyMatch(line -> line.contains(text)));
    return this;
  }

  Program killed() throws InterruptedException {
    process.destroyForcibly();
    return ended();
  }

  Program terminated() throws InterruptedException {
    process.destroy();
    return ended();
  }

  Program ended() throws InterruptedException {
    boolean inTime = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(inTime).as("ended within %s, having said %s", PATIENCE, said()).isTrue();
    return this;
  }

  int exitCode() {
    return process.exitValue();
  }

  List<String> said() {
    try {
      return Files.readAllLines(output, StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The loss on the held-out images, to all the digits that are printed. */
  String testLoss() {
    return line("test loss ");
  }

  double testAccuracy() {
    return Double.parseDouble(line("test accuracy "));
  }

  private String line(String beginning) {
    return said().stream()
        .filter(line -> line.startsWith(beginning))
        .map(line -> line.substring(beginning.length()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line '" + beginning + "…' in " + said()));
  }
}
