package dev.berth.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads job specs. The schema {@value JobSpecSchema#RESOURCE} is the law, {@link JobSpecRules} says
 * what a schema cannot, and every breach is named by its field.
 */
public final class JobSpecReader {

  /** The most violations that are listed, so that an answer's size has a bound. */
  public static final int MAXIMUM_VIOLATIONS = 50;

  // 2.0 is a whole number to the schema, so it is one here.
  private static final ObjectReader SPECS =
      Json.mapper().readerFor(JobSpec.class).with(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

  private JobSpecReader() {}

  /** What became of reading a spec. */
  public sealed interface Reading {}

  /**
   * It keeps schema and rules.
   *
   * @param spec the spec, with what was not said filled in
   */
  public record Valid(JobSpec spec) implements Reading {}

  /**
   * It breaks the schema or a rule.
   *
   * @param id the job's id if at least that can be read, or null
   * @param violations every breach, at least one and at most {@value #MAXIMUM_VIOLATIONS}
   */
  public record Invalid(@Nullable JobId id, List<Violation> violations) implements Reading {

    /** Keeps the first ones. */
    public Invalid {
      violations =
          List.copyOf(violations.subList(0, Math.min(violations.size(), MAXIMUM_VIOLATIONS)));
    }
  }

  /**
   * Checks and reads a spec from its JSON text.
   *
   * @param json the bytes, in UTF-8
   */
  public static Reading read(byte[] json) {
    if (json.length > SpecSize.MAXIMUM_BYTES) {
      return whole(SpecSize.tooLarge(json.length));
    }
    try {
      return read(Json.mapper().readTree(json));
    } catch (JsonProcessingException e) {
      return whole("the spec is not JSON: " + Faults.sentence(e));
    } catch (IOException e) {
      return whole("the spec is not JSON: " + e.getMessage());
    }
  }

  /**
   * Checks and reads a spec.
   *
   * @param json the document; a missing or null one is answered like any other that is no object
   */
  public static Reading read(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return whole("the spec is missing");
    }
    String oversize = SpecSize.problem(json);
    if (oversize != null) {
      return new Invalid(idOf(json), List.of(new Violation("", "", oversize)));
    }
    List<Violation> violations = JobSpecSchema.violations(json);
    if (!violations.isEmpty()) {
      return new Invalid(idOf(json), violations);
    }
    try {
      JobSpec spec = SPECS.readValue(json);
      List<Violation> broken = JobSpecRules.violations(spec);
      return broken.isEmpty() ? new Valid(spec) : new Invalid(spec.id(), broken);
    } catch (JsonMappingException e) {
      return new Invalid(
          idOf(json), List.of(new Violation(Faults.path(e), "", Faults.sentence(e))));
    } catch (IOException e) {
      return whole("the spec cannot be read: " + e.getMessage());
    }
  }

  /** The schema as it is published. */
  public static String text() {
    return JobSpecSchema.text();
  }

  private static Invalid whole(String message) {
    return new Invalid(null, List.of(new Violation("", "", message)));
  }

  private static @Nullable JobId idOf(JsonNode json) {
    JsonNode id = json.path("id");
    try {
      return id.isTextual() ? new JobId(id.textValue()) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
