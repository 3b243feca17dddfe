package dev.berth.targets.ssh.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of Berth's repository that makes something real for tests.
 *
 * @param path of it, from the repository's root
 */
public record Script(String path) {

  private static final long PATIENCE_SECONDS = 180;

  /** Where it is. */
  public Path file() {
    return repository().resolve(path);
  }

  /**
   * Runs it; it has three minutes.
   *
   * @return what it prints
   * @throws IllegalStateException if it fails, with what it said
   */
  public String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(file().toString()));
    command.addAll(List.of(arguments));
    try {
      // Files, since what it starts and leaves running would hold a pipe open.
      Path printed = Files.createTempFile("berth-script", ".out");
      Path said = Files.createTempFile("berth-script", ".err");
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(printed.toFile())
              .redirectError(said.toFile())
              .start();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      int code = process.waitFor();
      String output = Files.readString(printed, StandardCharsets.UTF_8);
      String errors = Files.readString(said, StandardCharsets.UTF_8);
      Files.delete(printed);
      Files.delete(said);
      if (code != 0) {
        throw new IllegalStateException("%s ended with %d: %s".formatted(command, code, errors));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(command.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was interrupted", e);
    }
  }

  /** Berth's repository, around the present folder. */
  public static Path repository() {
    for (Path one = Path.of("").toAbsolutePath(); one != null; one = one.getParent()) {
      if (Files.exists(one.resolve("mvnw")) && Files.isDirectory(one.resolve("contracts"))) {
        return one;
      }
    }
    throw new IllegalStateException(
        "Berth's repository is not around " + Path.of("").toAbsolutePath());
  }
}
