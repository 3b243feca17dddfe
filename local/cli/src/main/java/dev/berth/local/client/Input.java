package dev.berth.local.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.berth.contracts.JobSpec;
import dev.berth.contracts.JobSpecReader;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a command was given to read: a job spec, or a structured CloudEvent that asks for one.
 *
 * @param name what to call it in messages
 * @param bytes as they are
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Input(String name, byte[] bytes) {

  private static final String STANDARD_INPUT = "-";

  /** More than any broker of ours takes. */
  private static final int MAXIMUM_BYTES = 1 << 20;

  /**
   * Reads a file, or what comes on standard input for {@code -}.
   *
   * @throws Complaint if there is no such file, or it is larger than 1 MiB
   */
  public static Input read(String name) throws IOException {
    try (var in = name.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(name))) {
      byte[] bytes = in.readNBytes(MAXIMUM_BYTES + 1);
      if (bytes.length > MAXIMUM_BYTES) {
        throw new Complaint(
            ExitCode.INVALID, "%s is larger than %d bytes".formatted(name, MAXIMUM_BYTES));
      }
      return new Input(name, bytes);
    } catch (NoSuchFileException e) {
      throw new Complaint(ExitCode.USAGE, "there is no file '%s'".formatted(name));
    }
  }

  /** Whether that names something to read, rather than a job. */
  public static boolean isFile(String name) {
    return name.equals(STANDARD_INPUT) || Files.isRegularFile(Path.of(name));
  }

  /**
   * The bytes as JSON.
   *
   * @throws Complaint if they are something else
   */
  public JsonNode json() throws IOException {
    try {
      JsonNode json =
          Json.mapper()
              .reader()
              .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .readTree(bytes);
      if (json == null || json.isMissingNode()) {
        throw new Complaint(ExitCode.INVALID, name + " is empty");
      }
      return json;
    } catch (JsonProcessingException e) {
      var place = e.getLocation();
      throw new Complaint(
          ExitCode.INVALID,
          "%s is not JSON%s: %s"
              .formatted(
                  name,
                  place == null
                      ? ""
                      : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr()),
                  e.getOriginalMessage()));
    }
  }

  /** Whether that JSON is a whole CloudEvent rather than a spec. */
  public static boolean isCloudEvent(JsonNode json) {
    return json.has("specversion");
  }

  /**
   * The spec: the JSON itself, or what the CloudEvent carries.
   *
   * @throws Complaint if it breaks the schema, with every breach
   */
  public JobSpec spec() throws IOException {
    JsonNode json = json();
    JsonNode spec = isCloudEvent(json) ? json.path("data").path("spec") : json;
    return switch (JobSpecReader.read(spec)) {
      case JobSpecReader.Valid valid -> valid.spec();
      case JobSpecReader.Invalid invalid ->
          throw new Complaint(
              ExitCode.INVALID,
              Violations.text(name + " is not a valid job spec", invalid.violations()));
    };
  }
}
