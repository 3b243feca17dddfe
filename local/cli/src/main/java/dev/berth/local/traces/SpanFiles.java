package dev.berth.local.traces;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Spans in files, one a line; when a file is full the next is begun, and the oldest goes.
 *
 * @param folder where the files are
 * @param maximumBytes after how many bytes a file is full
 * @param maximumFiles how many there are at most
 */
public record SpanFiles(Path folder, long maximumBytes, int maximumFiles) {

  private static final String PREFIX = "spans-";
  private static final String SUFFIX = ".jsonl";
  private static final long DEFAULT_BYTES = 16L << 20;
  private static final int DEFAULT_FILES = 8;

  /** At most 128 MiB. */
  public SpanFiles(Path folder) {
    this(folder, DEFAULT_BYTES, DEFAULT_FILES);
  }

  /** Adds spans behind those that are there. One process writes, others may read. */
  public void append(List<KeptSpan> spans) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (KeptSpan span : spans) {
      lines.append(Json.mapper().writeValueAsString(span)).append('\n');
    }
    Files.createDirectories(folder);
    Files.writeString(current(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * All that is kept, oldest first. A line that is not whole is passed over: it is being written.
   */
  public List<KeptSpan> read() throws IOException {
    List<KeptSpan> spans = new ArrayList<>();
    for (Path file : files()) {
      lines(file).stream().map(SpanFiles::span).flatMap(Optional::stream).forEach(spans::add);
    }
    return spans;
  }

  private static Optional<KeptSpan> span(String line) {
    try {
      return Optional.of(Json.mapper().readValue(line, KeptSpan.class));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (NoSuchFileException e) {
      // The writer has dropped it since the folder was listed.
      return List.of();
    }
  }

  private Path current() throws IOException {
    List<Path> files = files();
    if (files.isEmpty()) {
      return numbered(1);
    }
    Path last = files.getLast();
    if (Files.size(last) < maximumBytes) {
      return last;
    }
    for (Path old : files.subList(0, Math.max(0, files.size() - maximumFiles + 1))) {
      Files.deleteIfExists(old);
    }
    return numbered(number(last) + 1);
  }

  private Path numbered(int number) {
    return folder.resolve(PREFIX + "%06d".formatted(number) + SUFFIX);
  }

  private static int number(Path file) {
    String name = file.getFileName().toString();
    return Integer.parseInt(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(PREFIX + "\\d+" + SUFFIX))
          .sorted()
          .toList();
    }
  }
}
