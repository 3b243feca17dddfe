package dev.berth.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The job spec's JSON Schema, compiled once. */
final class JobSpecSchema {

  /** The schema's resource name. */
  static final String RESOURCE = "berth/job-spec.v1.schema.json";

  private static final JsonNode DOCUMENT = document();

  private static final Schema COMPILED =
      SchemaRegistry.withDefaultDialect(
              SpecificationVersion.DRAFT_2020_12,
              registry ->
                  registry.schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()))
          .getSchema(rules(DOCUMENT.deepCopy()));

  private static final SchemaBreach BREACH = new SchemaBreach(DOCUMENT);

  private JobSpecSchema() {}

  /** Every breach, in the order of the schema, at most the number that is listed. */
  static List<Violation> violations(JsonNode json) {
    List<Error> errors = COMPILED.validate(json);
    return errors.isEmpty()
        ? List.of()
        : errors.stream()
            .limit(JobSpecReader.MAXIMUM_VIOLATIONS)
            .map(error -> BREACH.violation(json, error))
            .toList();
  }

  /**
   * The schema without its prose. The validator carries prose along as annotations, which costs a
   * quarter of its time, and every request passes here.
   */
  private static JsonNode rules(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      object.remove(List.of("title", "description", "default"));
      object.path("properties").forEach(JobSpecSchema::rules);
      rules(object.path("items"));
      rules(object.path("additionalProperties"));
      rules(object.path("propertyNames"));
    }
    return schema;
  }

  static String text() {
    try (InputStream in = JobSpecSchema.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  private static JsonNode document() {
    try {
      return Json.mapper().readTree(text());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }
}
