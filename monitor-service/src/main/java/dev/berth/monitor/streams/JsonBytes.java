package dev.berth.monitor.streams;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.berth.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A record as it stands in a store.
 *
 * @param <T> the record
 */
final class JsonBytes<T> {

  /** Times as numbers, which cost a fraction of text; both are read. */
  private static final JsonMapper STORED =
      Json.mapper().rebuild().enable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS).build();

  private final Class<T> type;
  private final ObjectReader reader;
  private final ObjectWriter writer;

  JsonBytes(Class<T> type) {
    this.type = type;
    this.reader = STORED.readerFor(type);
    this.writer = STORED.writerFor(type);
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
