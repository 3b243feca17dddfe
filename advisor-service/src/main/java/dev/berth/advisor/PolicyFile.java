package dev.berth.advisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Reads policies; unknown fields are refused by name. It stands beside the core, and not at an
 * edge, since a decision is the same one offline only if the table is read by the same rules.
 */
public final class PolicyFile {

  /** The resource with the policy that holds when no other is named. */
  public static final String BUILT_IN = "berth/policy.yaml";

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private PolicyFile() {}

  /** The policy that comes with Berth. */
  public static Policy builtIn() {
    try (InputStream in = PolicyFile.class.getClassLoader().getResourceAsStream(BUILT_IN)) {
      if (in == null) {
        throw new IllegalStateException(BUILT_IN + " is not on the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), BUILT_IN);
    } catch (IOException e) {
      throw new UncheckedIOException(BUILT_IN, e);
    }
  }

  /**
   * Reads a policy.
   *
   * @throws IllegalArgumentException if it is not whole, naming the cell
   * @throws UncheckedIOException if the file cannot be read
   */
  public static Policy read(Path file) {
    try {
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  /**
   * Reads a policy from text.
   *
   * @param name what to call it in errors
   * @throws IllegalArgumentException if it is not whole, naming the cell
   */
  public static Policy parse(String yaml, String name) {
    try {
      return MAPPER.readValue(yaml, Policy.class);
    } catch (JsonMappingException e) {
      throw new IllegalArgumentException(name + ": " + located(e), e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(name + ": " + e.getOriginalMessage(), e);
    }
  }

  private static String located(JsonMappingException e) {
    String cell =
        e.getPath().stream()
            .map(step ->
                step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
            .collect(Collectors.joining("."));
    String problem =
        e.getCause() instanceof IllegalArgumentException cause
            ? String.valueOf(cause.getMessage())
            : e.getOriginalMessage();
    return cell.isEmpty() ? problem : cell + ": " + problem;
  }
}
