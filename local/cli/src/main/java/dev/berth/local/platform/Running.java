package dev.berth.local.platform;

import dev.berth.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What others need to know of a platform that runs.
 *
 * @param ports where it listens
 * @param fleet the fleet file that it reads, absolute
 */
public record Running(Ports ports, String fleet) {

  /** What was written down in that folder, whether it runs still or not. */
  public static Optional<Running> read(Place place) {
    try {
      return Optional.of(
          Json.mapper().readValue(Files.readAllBytes(place.running()), Running.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(place.running().toString(), e);
    }
  }

  /** Whether any of its processes lives. */
  public static boolean anyLives(Place place) {
    return Arrays.stream(Part.values()).anyMatch(p -> place.pidFile(p).process().isPresent());
  }

  void write(Place place) {
    Path file = place.running();
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, Json.mapper().writeValueAsBytes(this));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
