package dev.berth.targets.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
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
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
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
      return MAPPER.readValue(yaml, Fleet.class);
    } catch (JsonMappingException e) {
      throw new InvalidFleetException(
          name + ": " + e.getOriginalMessage() + " at " + e.getPathReference(), e);
    } catch (JsonProcessingException e) {
      throw new InvalidFleetException(name + ": " + e.getOriginalMessage(), e);
    }
  }
}
