package dev.berth.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.berth.contracts.Json;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** For whom a command prints. */
final class OutputOption {

  /** Who reads it. */
  enum Form {
    /** A person. */
    TEXT,
    /** A program. */
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} if not said.")
  private Form form = Form.TEXT;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli's to set
  private CommandSpec command;

  boolean isJson() {
    return form == Form.JSON;
  }

  /** Prints one or the other; JSON over several lines. */
  void print(Object json, Supplier<String> text) {
    var out = command.commandLine().getOut();
    out.print(isJson() ? pretty(json) + "\n" : text.get());
    out.flush();
  }

  /** Prints one or the other in one line, for streams. */
  void printLine(Object json, Supplier<String> text) {
    var out = command.commandLine().getOut();
    out.print((isJson() ? compact(json) : text.get()) + "\n");
    out.flush();
  }

  private static String pretty(Object json) {
    try {
      return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("could not be written as JSON", e);
    }
  }

  private static String compact(Object json) {
    try {
      return Json.mapper().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("could not be written as JSON", e);
    }
  }
}
