package dev.berth.contracts;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One of the published samples of events, {@code berth/samples/<type>[.<variant>].json}.
 *
 * @param type of which event
 * @param variant of which variant, empty if it has none
 * @param text the file's
 */
record Sample(EventType type, String variant, String text) {

  private static final String FOLDER = "berth/samples";

  /** Every sample, by file name. */
  static List<Sample> all() {
    URL folder = Json.class.getClassLoader().getResource(FOLDER);
    if (folder == null) {
      throw new IllegalStateException(FOLDER + " is not on the class path");
    }
    try (var files = Files.list(Path.of(folder.toURI()))) {
      return files.sorted().map(Sample::of).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Those of one event. */
  static List<Sample> of(EventType type) {
    return all().stream().filter(sample -> sample.type == type).toList();
  }

  /** The sample as an event. */
  Event event() {
    try {
      return Json.mapper().readValue(text, type.record());
    } catch (IOException e) {
      throw new UncheckedIOException(this + " cannot be read", e);
    }
  }

  /** An event as a sample is written. */
  static String written(Event event) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                    .withObjectEmptySeparator("")
                    .withArrayEmptySeparator(""))
            .withObjectIndenter(indenter)
            .withArrayIndenter(indenter);
    try {
      return Json.mapper().writer(printer).writeValueAsString(event) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sample of(Path file) {
    String name = String.valueOf(file.getFileName()).replaceFirst("\\.json$", "");
    int version = name.indexOf(".v1");
    String wireName = name.substring(0, version + ".v1".length());
    EventType type =
        EventType.named(wireName)
            .orElseThrow(() -> new IllegalStateException(file + " is a sample of no event"));
    String variant =
        name.length() == wireName.length() ? "" : name.substring(wireName.length() + 1);
    try {
      return new Sample(type, variant, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
