package dev.berth.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads job specs: the schema {@value #SCHEMA} is the law, and every breach of it is named. */
public final class JobSpecReader {

  /** The schema's resource name. */
  public static final String SCHEMA = "berth/job-spec.v1.schema.json";

  private static final int MAXIMUM_VALUE_CHARACTERS = 200;

  private static final Schema COMPILED =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text());

  private JobSpecReader() {}

  /** What became of reading a spec. */
  public sealed interface Reading {}

  /**
   * It keeps the schema.
   *
   * @param spec the spec, with what was not said filled in
   */
  public record Valid(JobSpec spec) implements Reading {}

  /**
   * It breaks the schema.
   *
   * @param id the job's id if at least that can be read, or null
   * @param violations every breach
   */
  public record Invalid(@Nullable JobId id, List<Violation> violations) implements Reading {}

  /** Checks and reads a spec. */
  public static Reading read(JsonNode json) {
    List<Violation> violations =
        COMPILED.validate(json).stream().map(JobSpecReader::violation).toList();
    if (!violations.isEmpty()) {
      return new Invalid(idOf(json), violations);
    }
    try {
      return new Valid(Json.mapper().treeToValue(json, JobSpec.class));
    } catch (JsonProcessingException e) {
      return new Invalid(
          idOf(json), List.of(new Violation("", cut(json.toString()), e.getOriginalMessage())));
    }
  }

  /** The schema as it is published. */
  public static String text() {
    try (InputStream in = JobSpecReader.class.getClassLoader().getResourceAsStream(SCHEMA)) {
      if (in == null) {
        throw new IllegalStateException(SCHEMA + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(SCHEMA, e);
    }
  }

  private static Violation violation(Error error) {
    JsonNode node = error.getInstanceNode();
    return new Violation(
        error.getInstanceLocation().toString(),
        node == null ? "" : cut(node.toString()),
        error.toString());
  }

  private static @Nullable JobId idOf(JsonNode json) {
    try {
      return new JobId(json.path("id").asText());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String cut(String text) {
    return text.length() <= MAXIMUM_VALUE_CHARACTERS
        ? text
        : text.substring(0, MAXIMUM_VALUE_CHARACTERS);
  }
}
