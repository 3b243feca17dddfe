package dev.berth.contracts;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that are numbers: neither infinity (which is what becomes of {@code 1e999}) nor NaN is
 * written or read. They would spread through every score that they meet.
 */
final class FiniteNumbers extends SimpleModule {

  private static final long serialVersionUID = 1L;

  FiniteNumbers() {
    super("finite-numbers");
    addDeserializer(Double.class, new Reading(Double.class, null));
    addDeserializer(Double.TYPE, new Reading(Double.TYPE, 0.0));
    addSerializer(Double.class, new Writing(Double.class));
    addSerializer(Double.TYPE, new Writing(Double.TYPE));
  }

  private static final class Reading extends StdScalarDeserializer<Double> {

    private static final long serialVersionUID = 1L;

    private final @Nullable Double absent;

    Reading(Class<Double> type, @Nullable Double absent) {
      super(type);
      this.absent = absent;
    }

    @Override
    public Double deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      double value = _parseDoublePrimitive(parser, context);
      if (!Double.isFinite(value)) {
        throw context.weirdNumberException(value, Double.class, "not a finite number");
      }
      return value;
    }

    @Override
    public @Nullable Double getNullValue(DeserializationContext context) {
      return absent;
    }
  }

  private static final class Writing extends StdScalarSerializer<Double> {

    private static final long serialVersionUID = 1L;

    Writing(Class<Double> type) {
      super(type);
    }

    @Override
    public void serialize(Double value, JsonGenerator generator, SerializerProvider provider)
        throws IOException {
      if (!Double.isFinite(value)) {
        throw JsonMappingException.from(generator, value + " is not a finite number");
      }
      generator.writeNumber(value);
    }
  }
}
