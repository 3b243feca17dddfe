package dev.berth.targets.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads {@code fleet.yaml}. Unknown fields are refused by name: a typo there would silently move
 * jobs.
 */
public final class FleetFile {

  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private FleetFile() {}

  /**
   * Reads a fleet.
   *
   * @throws InvalidFleetException if the file says something that it must not, naming field and
   *     place
   * @throws IOException if it cannot be read at all
   */
  public static Fleet read(Path file) throws IOException, InvalidFleetException {
    return parse(Files.readString(file), file.toString());
  }

  /**
   * Reads a fleet from text.
   *
   * @param yaml the text
   * @param name what to call it in errors
   * @throws InvalidFleetException as {@link #read}
   */
  public static Fleet parse(String yaml, String name) throws InvalidFleetException {
    try {
      Fleet fleet = MAPPER.readValue(yaml, Fleet.class);
      if (fleet == null) {
        throw new InvalidFleetException(name + ": there is no fleet in it", null);
      }
      return fleet;
    } catch (JsonMappingException e) {
      String path = path(e);
      throw new InvalidFleetException(
          name + ": " + (path.isEmpty() ? "" : path + ": ") + firstLine(e), e);
    } catch (JsonProcessingException e) {
      throw new InvalidFleetException(name + ": " + firstLine(e) + at(e), e);
    }
  }

  /** Such as {@code targets[0].nodes[1].cpus}. */
  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : e.getPath()) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }

  private static String firstLine(JsonProcessingException e) {
    Throwable said =
        e instanceof ValueInstantiationException && e.getCause() != null ? e.getCause() : null;
    String message = String.valueOf(said == null ? e.getOriginalMessage() : said.getMessage());
    return message.lines().findFirst().orElse(message);
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
  }
}
