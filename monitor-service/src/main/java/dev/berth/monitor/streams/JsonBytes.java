package dev.berth.monitor.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A record as it stands in a store.
 *
 * @param <T> the record
 */
final class JsonBytes<T> {

  private final Class<T> type;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  JsonBytes(Class<T> type) {
    this.type = type;
    this.reader = Json.mapper().readerFor(type);
    this.writer = Json.mapper().writerFor(type);
  }

  /**
   * Reads one.
   *
   * @throws UncheckedIOException if it is not one
   */
  T read(byte[] json) {
    try {
      return reader.readValue(json);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored " + type.getSimpleName() + " cannot be read", e);
    }
  }

  byte[] write(T value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a " + type.getSimpleName() + " cannot be written", e);
    }
  }
}
